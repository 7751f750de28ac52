using System.Globalization;
using System.Text.RegularExpressions;
using Clinic.Api.Hosting;
using Clinic.Domain;
using Clinic.Domain.Availability;
using Clinic.Domain.Problems;

namespace Clinic.Api.Availability;

/// <summary>The query of the slot endpoints, as it came.</summary>
public sealed partial class SlotParameters
{
    private const int DefaultDays = 31;
    private const int MaxDays = 92;
    private static readonly TimeSpan Farthest = TimeSpan.FromHours(14);

    public string? VisitType { get; set; }

    public string? Doctor { get; set; }

    public string? Specialty { get; set; }

    public string? Site { get; set; }

    /// <summary>A date (yyyy-MM-dd, clinic time) or an instant (RFC 3339).</summary>
    public string? From { get; set; }

    /// <summary>A date, included, or an instant, excluded.</summary>
    public string? To { get; set; }

    internal SlotQuery Read(List<FieldError> errors, DateTime now, int days = DefaultDays)
    {
        var (first, last) = (Bound(errors, "from", From, 0), Bound(errors, "to", To, 1));
        var today = DateOnly.FromDateTime(now);
        last ??= first?.Date is { } day ? Midnight((day < today ? today : day).AddDays(days - 1), 1) : null;
        var asked = first?.Instant ?? now;

        // What is over has no free slots; a range that reaches into the past counts from now on.
        var from = asked < now ? now : asked;
        var to = last?.Instant ?? from.AddDays(days);
        if (to < asked)
        {
            errors.Add(new("?to", ProblemCodes.FromAfterTo));
        }

        var most = from.AddDays(MaxDays);
        to = to > most ? most : to;

        return new()
        {
            VisitType = errors.Id<VisitTypeId>("visitType", VisitType, VisitTypeId.TryParse),
            Doctor = errors.Id<DoctorId>("doctor", Doctor, DoctorId.TryParse),
            Specialty = errors.Id<SpecialtyId>("specialty", Specialty, SpecialtyId.TryParse),
            Site = errors.Id<SiteId>("site", Site, SiteId.TryParse),
            FirstDay = first?.Date,
            LastDay = last?.Date,
            Window = Whole(from, to, now, first?.Date is not null, last?.Date is not null),
        };
    }

    /// <summary>A date begins somewhere half a day before it does in UTC, and ends somewhere as much later.</summary>
    private static TimeRange Whole(DateTime from, DateTime to, DateTime now, bool fromDate, bool toDate)
    {
        var start = fromDate && from > now ? from - Farthest : from;
        start = start < now ? now : start;
        var end = toDate ? to + Farthest : to;
        return new(start, end < start ? start : end);
    }

    private static (DateTime Instant, DateOnly? Date)? Bound(List<FieldError> errors, string name, string? text, int addDays)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        // A plus that was not encoded arrives as a space. Without an offset a time is none: nobody knows whose clock is meant.
        if (Instant().IsMatch(text)
            && DateTimeOffset.TryParse(text.Replace(' ', '+').ToUpperInvariant(), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var instant)
            && instant.UtcDateTime.Year is >= 2000 and < 2200)
        {
            return (instant.UtcDateTime, null);
        }

        return errors.Date(name, text) is { } date ? Midnight(date, addDays) : null;
    }

    private static (DateTime Instant, DateOnly? Date) Midnight(DateOnly date, int addDays) => (DateTime.SpecifyKind(date.AddDays(addDays).ToDateTime(TimeOnly.MinValue), DateTimeKind.Utc), date);

    /// <summary>RFC 3339, section 5.6.</summary>
    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[ +-]\d\d:\d\d)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Instant();
}
