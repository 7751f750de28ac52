using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Doctors;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Patients;

/// <summary>Why a card may be that of the person who is being typed; the likeliest first.</summary>
public enum DuplicateReason
{
    SamePhoneAndBirth,
    SameNameAndBirth,
    SimilarNameAndPhone,
}

/// <summary>A card that may be the same person's.</summary>
public sealed record Duplicate(Person Person, DuplicateReason Reason);

/// <summary>Looks, while somebody types a new patient, whether the clinic knows the person already.</summary>
public sealed class FindDuplicates(IDbContextFactory<ClinicDb> factory)
{
    public const int Limit = 5;
    private const int SameDay = 300;

    /// <summary>Answers cards that may be the person's, as far as typed; or <c>forbidden</c>.</summary>
    /// <param name="typed">The fields so far.</param>
    /// <param name="except">The card that is being edited.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<Result<IReadOnlyList<Duplicate>>> Run(ContactInput typed, PatientId? except, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.BookForAnyone))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        await using var db = await factory.CreateDbContextAsync(cancel);
        var others = db.Patients.Where(p => p.MergedInto == null && p.Id != except);
        var found = new List<Patient>();
        if (Phone.TryParse(typed.Phone, out var phone))
        {
            found.AddRange(await others.Where(p => p.Phone == phone.E164).OrderBy(p => p.Id).Take(ReadFamily.Limit).ToListAsync(cancel));
        }

        if (typed.BirthDate is { } born && !string.IsNullOrWhiteSpace(typed.Family))
        {
            found.AddRange(await others.Where(p => p.BirthDate == born).OrderBy(p => p.Id).Take(SameDay).ToListAsync(cancel));
        }

        var alike = found.DistinctBy(c => c.Id).Select(c => (Card: c, Why: Why(c.Name, c.BirthDate, phone.E164 is { } number && c.Phone == number, typed))).Where(c => c.Why is not null).OrderBy(c => c.Why).Take(Limit).ToList();
        var visits = await LastVisits.Of(db, alike.Select(c => c.Card.Id), cancel);
        return alike.ConvertAll(c => new Duplicate(Person.Of(c.Card) with { LastVisit = visits.TryGetValue(c.Card.Id, out var last) ? last : null }, c.Why!.Value));
    }

    /// <summary>Null where nothing speaks for one person.</summary>
    internal static DuplicateReason? Why(PersonName name, DateOnly? born, bool samePhone, ContactInput typed)
    {
        var sameBirth = typed.BirthDate is not null && born == typed.BirthDate;
        var (family, given) = (Alike(name.Family, typed.Family), Alike(name.Given, typed.Given));
        return samePhone && sameBirth ? DuplicateReason.SamePhoneAndBirth
            : sameBirth && family == Likeness.Same && given == Likeness.Same ? DuplicateReason.SameNameAndBirth
            : samePhone && family >= Likeness.Near && given >= Likeness.Near && !(born is not null && typed.BirthDate is not null && !sameBirth && given == Likeness.Near) ? DuplicateReason.SimilarNameAndPhone
            : null;
    }

    private static Likeness Alike(string name, string? typed)
    {
        var (one, other) = (SearchText.Fold(name), SearchText.Fold(typed ?? ""));
        return other.Length == 0 ? Likeness.None : one == other ? Likeness.Same
            : Math.Abs(one.Length - other.Length) <= 1 && (NameTypos.IsNear(other, one) || NameTypos.IsNear(one, other)) ? Likeness.Near : Likeness.None;
    }

    private enum Likeness
    {
        None,
        Near,
        Same,
    }
}
