namespace Clinic.Web.Rosters;

/// <summary>A sentence around what is wrong in it, short enough to be read: a long one is quoted in part.</summary>
public sealed record SaidEcho(string Before, string Faulty, string After)
{
    private const int Around = 80;
    private const int Longest = 120;

    public static SaidEcho Of(string text, int position, int length)
    {
        if (position >= text.Length)
        {
            return new(Last(text), "…", "");
        }

        var end = Math.Min(position + Math.Max(length, 1), text.Length);
        return new(Last(text[..position]), First(text[position..end], Longest), First(text[end..], Around));
    }

    private static string First(string text, int longest) =>
        text.Length <= longest ? text : $"{text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)]}…";

    private static string Last(string text) =>
        text.Length <= Around ? text : $"…{text[(char.IsLowSurrogate(text[^Around]) ? ^(Around - 1) : ^Around)..]}";
}
