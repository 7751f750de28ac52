using QRCoder;

namespace Clinic.Web.Bookings;

/// <summary>An address as a picture that a telephone reads.</summary>
internal static class QrImage
{
    /// <summary>An SVG that is as large as its place.</summary>
    internal static string Svg(string address)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(address, QRCodeGenerator.ECCLevel.M);
        using var code = new SvgQRCode(data);
        return code.GetGraphic(4, "#000000", "#ffffff", sizingMode: SvgQRCode.SizingMode.ViewBoxAttribute);
    }
}
