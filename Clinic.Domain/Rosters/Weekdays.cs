namespace Clinic.Domain.Rosters;

/// <summary>Sets of weekdays as strings of ISO digits (Monday = 1), ascending.</summary>
internal static class Weekdays
{
    internal const string All = "1234567";
    internal const string Working = "12345";
    internal const string Weekend = "67";

    internal static bool IsSound(string? digits) => digits is { Length: > 0 and <= 7 } && digits.All(All.Contains) && Tidy(digits).Length == digits.Length;

    internal static string Tidy(IEnumerable<char> digits) => new([.. digits.Distinct().Order()]);

    internal static string Common(string some, string others) => new([.. some.Where(others.Contains)]);

    internal static string Without(string some, string others) => new([.. some.Where(d => !others.Contains(d))]);

    internal static char Digit(DateOnly date) => (char)('0' + (date.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)date.DayOfWeek));
}
