using Clinic.Domain.Audit;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.VisitTypes;

/// <summary>A visit type as typed.</summary>
public sealed record VisitTypeDetails
{
    /// <summary>Minutes of a visit.</summary>
    public static readonly Bounds Length = new(5, 480);

    /// <summary>Minutes before or after a visit; free time is reckoned with an hour around at most.</summary>
    public static readonly Bounds Buffer = new(0, 60);

    /// <summary>Null for a new one.</summary>
    public VisitTypeId? Id { get; set; }

    public LocalText Name { get; set; } = new("");

    public SpecialtyId? Specialty { get; set; }

    /// <summary>Null takes the minutes per visit of the roster.</summary>
    public int? Minutes { get; set; }

    public int BufferBefore { get; set; }

    public int BufferAfter { get; set; }

    public decimal? Price { get; set; }

    public bool BookableOnline { get; set; } = true;

    /// <summary>The version that the form showed.</summary>
    public int Version { get; set; }

    public static VisitTypeDetails Of(VisitType type) => new()
    {
        Id = type.Id,
        Name = type.Name,
        Specialty = type.SpecialtyId,
        Minutes = type.Minutes,
        BufferBefore = type.BufferBefore,
        BufferAfter = type.BufferAfter,
        Price = type.Price,
        BookableOnline = type.BookableOnline,
        Version = type.Version,
    };
}

/// <summary>Adds a visit type or changes one. Visits already booked keep their length and price.</summary>
public sealed class SaveVisitType(IDbContextFactory<ClinicDb> factory, TimeProvider clock)
{
    /// <summary>Answers the visit type, or <c>forbidden</c>, <c>invalid</c> with the fields at fault, <c>unknown-visit-type</c>, <c>version-mismatch</c>.</summary>
    public async Task<Result<VisitTypeId>> Run(VisitTypeDetails wanted, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.ManageRosters))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        var checks = new FieldChecks();
        var name = checks.Text("/name", wanted.Name, required: true);
        checks.Minutes("/minutes", wanted.Minutes, VisitTypeDetails.Length);
        checks.Minutes("/bufferBefore", wanted.BufferBefore, VisitTypeDetails.Buffer);
        checks.Minutes("/bufferAfter", wanted.BufferAfter, VisitTypeDetails.Buffer);
        checks.Price("/price", wanted.Price);
        return checks.Fault is { } fault ? fault : await factory.Transact((db, token) => Save(db, wanted, name, actor, token), cancel);
    }

    private async Task<Result<VisitTypeId>> Save(ClinicDb db, VisitTypeDetails wanted, LocalText name, Actor actor, CancellationToken cancel)
    {
        if (wanted.Specialty is { } specialty && !await db.Specialties.AnyAsync(s => s.Id == specialty, cancel))
        {
            return Problem.Field("/specialty", ProblemCodes.BadValue);
        }

        // A new one comes last, so that it does not become anybody's default.
        var type = wanted.Id is { } id
            ? await db.VisitTypes.AsTracking().FirstOrDefaultAsync(t => t.Id == id, cancel)
            : new VisitType { SortOrder = (await db.VisitTypes.MaxAsync(t => (int?)t.SortOrder, cancel) ?? 0) + 1 };
        if (type is null || (wanted.Id is not null && type.Version != wanted.Version))
        {
            return new Problem(type is null ? ProblemCodes.UnknownVisitType : ProblemCodes.VersionMismatch);
        }

        var before = wanted.Id is null ? null : Facts(type);
        (type.Name, type.SpecialtyId, type.Minutes, type.Price) = (name, wanted.Specialty, wanted.Minutes, wanted.Price);
        (type.BufferBefore, type.BufferAfter, type.BookableOnline) = (wanted.BufferBefore, wanted.BufferAfter, wanted.BookableOnline);
        if (before is not null && ReferenceLog.Same(before, Facts(type)))
        {
            return type.Id;
        }

        type.Version++;
        if (before is null)
        {
            db.Add(type);
            await db.SaveChangesAsync(cancel);
        }

        db.Edited(actor, clock.GetUtcNow().UtcDateTime, nameof(VisitType), type.Id.ToString(), before, Facts(type));
        await db.SaveChangesAsync(cancel);
        return type.Id;
    }

    private static object Facts(VisitType type) => new
    {
        name = type.Name,
        specialty = type.SpecialtyId?.Value,
        minutes = type.Minutes,
        before = type.BufferBefore,
        after = type.BufferAfter,
        price = ReferenceLog.Cents(type.Price),
        online = type.BookableOnline,
    };
}
