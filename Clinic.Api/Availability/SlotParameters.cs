using System.Globalization;
using Clinic.Api.Hosting;
using Clinic.Domain;
using Clinic.Domain.Availability;
using Clinic.Domain.Problems;

namespace Clinic.Api.Availability;

/// <summary>The query of the slot endpoints, as it came.</summary>
public sealed class SlotParameters
{
    private const int DefaultDays = 31;
    private const int MaxDays = 92;

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
        var asked = Instant(errors, "from", From, 0) ?? now;

        // What is over has no free slots; a range that reaches into the past counts from now on.
        var from = asked < now ? now : asked;
        var to = Instant(errors, "to", To, 1) ?? from.AddDays(days);
        if (to < asked)
        {
            errors.Add(new("?to", ProblemCodes.BadValue));
        }

        to = to < from ? from : to;

        return new()
        {
            VisitType = errors.Id<VisitTypeId>("visitType", VisitType, VisitTypeId.TryParse),
            Doctor = errors.Id<DoctorId>("doctor", Doctor, DoctorId.TryParse),
            Specialty = errors.Id<SpecialtyId>("specialty", Specialty, SpecialtyId.TryParse),
            Site = errors.Id<SiteId>("site", Site, SiteId.TryParse),
            Window = new(from, to - from > TimeSpan.FromDays(MaxDays) ? from.AddDays(MaxDays) : to),
        };
    }

    private static DateTime? Instant(List<FieldError> errors, string name, string? text, int addDays)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        // A plus that was not encoded arrives as a space.
        if (text.Contains('T', StringComparison.Ordinal)
            && DateTimeOffset.TryParse(text.Replace(' ', '+'), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind | DateTimeStyles.AssumeUniversal, out var instant)
            && instant.UtcDateTime.Year is >= 2000 and < 2200)
        {
            return instant.UtcDateTime;
        }

        return errors.Date(name, text) is { } date ? DateTime.SpecifyKind(date.AddDays(addDays).ToDateTime(TimeOnly.MinValue), DateTimeKind.Utc) : null;
    }
}
