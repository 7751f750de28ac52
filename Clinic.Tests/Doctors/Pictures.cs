using System.Buffers.Binary;
using System.Text;

namespace Clinic.Tests.Doctors;

/// <summary>Small true pictures, and what may be hidden in them or pretend to be one.</summary>
internal static class Pictures
{
    /// <summary>Eight by eight points, as a browser draws them.</summary>
    public static readonly byte[] Jpeg = Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVtVkVGZIhlbXd7gYKBTmCNl4x9lnN+gXz/2wBDARUXFx4aHjshITt8U0ZTfHx8fHx8fHx8" +
        "fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHz/wAARCAAIAAgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAX/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFQEBAQAAAAAAAAAAAAAA" +
        "AAAAAwX/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwCcAVMf/9k=");

    public static readonly byte[] Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAYAAADED76LAAAAI0lEQVR4AdzKMQ0AAAwCwQYDddqx9sEB7Hzy22H/6MaEOoAAAAD//ymOmwwAAAAGSURBVAMAC8kPodlUzhEAAAAASUVORK5CYII=");

    public static readonly byte[] Webp = Convert.FromBase64String("UklGRjIAAABXRUJQVlA4ICYAAABwAQCdASoIAAgAA4BaJaACdAFAAAD+6tQqv76n/1t+OfzXgYAAAA==");

    public const string Place = "55.7558N 37.6173E";

    private const string Page = "<html><script>alert(1)</script></html>";

    /// <summary>As a telephone takes it: lying on its side, with the place and a remark in it and a page behind its end.</summary>
    public static byte[] JpegOfTelephone => [.. Jpeg[..2], .. Segment(0xE1, [.. "Exif\0\0II*\0"u8, 8, 0, 0, 0, 2, 0, .. Entry(0x010F, 1), .. Entry(0x0112, 6), 0, 0, 0, 0, .. Text(Place)]),
        .. Segment(0xE1, [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. Text(Place)]), .. Segment(0xFE, Text(Place)), .. Jpeg[2..], .. Text(Page)];

    /// <summary>What is kept of it beside the picture: that its sixth side is up.</summary>
    public static byte[] Turned => [.. Segment(0xE1, [.. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0])];

    public static byte[] PngWithPlace => [.. Png[..33], .. Chunk("tEXt", Text($"Comment\0{Place}")), .. Chunk("eXIf", Text(Place)), .. Png[33..], .. Text(Page)];

    public static byte[] WebpWithPlace
    {
        get
        {
            byte[] chunks = [.. "WEBP"u8, .. Riff("VP8X", [0x0C, 0, 0, 0, 7, 0, 0, 7, 0, 0]), .. Webp[12..], .. Riff("EXIF", Text(Place)), .. Riff("XMP ", Text(Place))];
            return [.. Riff("RIFF", chunks), .. Text(Page)];
        }
    }

    /// <summary>Says of itself to be so many points wide and high, in a file as small as the others.</summary>
    public static byte[] OfSide(string kind, int side)
    {
        var (large, small) = ((byte)(side >> 8), (byte)side);
        byte[] picture = kind switch
        {
            "JPEG" => [.. Jpeg],
            "PNG" => [.. Png],
            _ => [.. Webp],
        };
        if (kind == "canvas of a WebP")
        {
            var (low, high) = ((byte)(side - 1), (byte)((side - 1) >> 8));
            return [.. Riff("RIFF", [.. "WEBP"u8, .. Riff("VP8X", [0, 0, 0, 0, 7, 0, 0, low, high, 0]), .. Webp[12..]])];
        }

        var at = kind switch
        {
            "JPEG" => picture.AsSpan().IndexOf<byte>([0xFF, 0xC0]) + 5,
            "PNG" => 18,
            _ => 28,
        };
        (picture[at], picture[at + 1]) = kind == "WebP" ? (small, large) : (large, small);
        return picture;
    }

    /// <summary>Whatever is no photo, by a name that tells what it pretends.</summary>
    public static byte[] Hostile(string what) => what switch
    {
        "empty" => [],
        "an SVG" => Text("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"),
        "a page" => Text(Page),
        "a page that begins like a PNG" => [.. Png[..8], .. Text(Page)],
        "a page that begins like a JPEG" => [0xFF, 0xD8, 0xFF, 0xE0, .. Text(Page)],
        "a page in a WebP" => [.. Riff("RIFF", [.. "WEBP"u8, .. Riff("HTML", Text(Page))])],
        "a GIF" => Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"),
        "half a JPEG" => Jpeg[..(Jpeg.Length / 2)],
        "half a PNG" => Png[..50],
        "a JPEG without a picture" => [0xFF, 0xD8, 0xFF, 0xD9],
        "5 MB" => [.. Jpeg, .. new byte[5 * 1024 * 1024]],
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, null),
    };

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Entry(ushort tag, byte value) => [(byte)tag, (byte)(tag >> 8), 3, 0, 1, 0, 0, 0, value, 0, 0, 0];

    private static byte[] Segment(byte marker, byte[] content) => [0xFF, marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content];

    // The checksum is nobody's business here.
    private static byte[] Chunk(string type, byte[] content) => [.. Big(content.Length), .. Text(type), .. content, 0, 0, 0, 0];

    private static byte[] Riff(string type, byte[] content) => [.. Text(type), .. Little(content.Length), .. content, .. new byte[content.Length % 2]];

    private static byte[] Big(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }

    private static byte[] Little(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        return bytes;
    }
}
