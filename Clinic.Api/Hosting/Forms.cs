namespace Clinic.Api.Hosting;

/// <summary>Forms as strangers send them.</summary>
public static class Forms
{
    /// <summary>
    /// Whether reading a form failed for what was sent: cut off on the way, too many fields, letters that nobody writes. A body that is too large is
    /// another matter.
    /// </summary>
    public static bool IsUnreadableForm(this Exception error) => error is InvalidDataException or NotSupportedException or (IOException and not BadHttpRequestException);
}
