using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Clinic.Domain.Changes;

namespace Clinic.Api.Changes;

/// <summary>A place in the change log on the wire; opaque to whoever keeps it.</summary>
public static class ChangeCursor
{
    private const int MaxLength = 64;

    public static string Of(ChangePosition position) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(position.ToString()));

    public static bool TryParse(string? text, out ChangePosition position)
    {
        position = ChangePosition.Start;
        if (text is not { Length: > 0 and <= MaxLength } || !Base64Url.IsValid(text))
        {
            return false;
        }

        var parts = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text)).Split('.');
        if (parts.Length != 2
            || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var tx)
            || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var seq))
        {
            return false;
        }

        position = new(tx, seq);
        return true;
    }
}
