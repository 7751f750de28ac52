using Clinic.Domain;
using Clinic.Domain.Availability;
using Microsoft.AspNetCore.Http.Extensions;

namespace Clinic.Api.Widget.Book;

/// <summary>The address of the hosted page; what nobody knows is as if it were not there.</summary>
internal sealed class BookQuery
{
    public string? Doctor { get; set; }

    public string? Specialty { get; set; }

    public string? VisitType { get; set; }

    public string? Site { get; set; }

    public string? Slot { get; set; }

    /// <summary>yyyy-MM-dd, clinic time.</summary>
    public string? Day { get; set; }

    public string? Source { get; set; }

    public string? Lang { get; set; }

    /// <summary>1 inside a frame of an allowed website.</summary>
    public string? Embed { get; set; }

    /// <summary>The page that the links lead to.</summary>
    internal string Path { get; init; } = "/book";

    internal bool Embedded => Embed == "1";

    internal DoctorId? DoctorId => Domain.DoctorId.TryParse(Doctor, null, out var id) ? id : null;

    internal SlotId? SlotId => Domain.Availability.SlotId.TryParse(Slot, out var id) ? id : null;

    internal SlotQuery Wanted => new()
    {
        Doctor = DoctorId,
        Specialty = SpecialtyId.TryParse(Specialty, null, out var specialty) ? specialty : null,
        VisitType = VisitTypeId.TryParse(VisitType, null, out var type) ? type : null,
        Site = SiteId.TryParse(Site, null, out var site) ? site : null,
        Window = default,
    };

    /// <summary>The way to another step; the language, the frame and where the visitor comes from go along.</summary>
    internal string To(string? path = null, string? doctor = null, string? specialty = null, string? visitType = null, string? slot = null, string? day = null, string? lang = null)
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in new[]
        {
            ("doctor", doctor), ("specialty", specialty), ("visitType", visitType), ("slot", slot), ("day", day),
            ("site", Site), ("source", Source), ("lang", lang ?? Lang), ("embed", Embedded ? "1" : null),
        })
        {
            if (!string.IsNullOrEmpty(value))
            {
                query.Add(name, value);
            }
        }

        return (path ?? Path) + query;
    }
}
