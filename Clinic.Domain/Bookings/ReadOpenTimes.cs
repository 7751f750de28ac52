using Clinic.Domain.Availability;
using Clinic.Domain.Database;
using Clinic.Domain.Doctors;
using Clinic.Domain.Problems;
using Clinic.Domain.Rosters;
using Clinic.Domain.Sites;
using Clinic.Domain.Users;
using Clinic.Domain.VisitTypes;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Domain.Bookings;

/// <summary>Reads what a doctor offers on the day of an instant, and at which times each visit can begin.</summary>
public sealed class ReadOpenTimes(IDbContextFactory<ClinicDb> factory, TimetableCache timetables, TimeProvider clock)
{
    /// <param name="doctor">The doctor.</param>
    /// <param name="site">The site whose day is meant.</param>
    /// <param name="chosen">A start somebody pointed at; offered too where it is free, round or not.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<Result<OpenTimes>> Run(DoctorId doctor, SiteId site, DateTime chosen, Actor actor, CancellationToken cancel)
    {
        if (!actor.Can(Rights.BookForAnyone))
        {
            return new Problem(ProblemCodes.Forbidden);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await factory.CreateDbContextAsync(cancel);
        if (await db.Sites.FirstOrDefaultAsync(s => s.Id == site, cancel) is not { } place)
        {
            return new Problem(ProblemCodes.NotFound);
        }

        var day = WallClock.Day(place.Zone, place.LocalDate(chosen));
        var timetable = await timetables.For(day, cancel);
        if (!timetable.Facts.Doctors.TryGetValue(doctor, out var found))
        {
            return new Problem(ProblemCodes.UnknownDoctor);
        }

        var offers = timetable.Facts.Offers[doctor].Select(o => Times(timetable, o, place, day, chosen, new(actor.Channel, now))).OfType<OpenOffer>().ToList();
        return new OpenTimes(place, found.Name, timetable.Facts.Profile.Currency, offers) { ConsentInForce = timetable.Facts.Consents.Count > 0 };
    }

    private static OpenOffer? Times(Timetable timetable, Offer offer, Site place, TimeRange day, DateTime chosen, Asker asker)
    {
        var today = WallClock.FirstInstant(place.Zone, place.LocalDate(asker.Now));
        var starts = day.Start < today ? [] : timetable.Slots(offer, new(day.Start, day.End.AddMinutes(-Cell.Minutes)), asker).Where(s => s.SiteId == place.Id).ToList();
        if (timetable.Place(SlotId.Of(offer.DoctorId, offer.Type.Id, chosen), asker) is { Ok: true, Value: { } wish } && wish.Slot.SiteId == place.Id && timetable.IsFree(wish, asker.Now))
        {
            starts.Add(wish.Slot);
        }

        return starts.Count == 0 ? null : new(offer.Type.Id, offer.Type.Name, starts[0].Range.Length, offer.Price, [.. starts.DistinctBy(s => s.Range.Start).OrderBy(s => s.Range.Start)])
        {
            Kind = offer.Type.Kind,
            Payments = offer.Type.Payments,
            ReferralRequired = offer.Type.ReferralRequired,
        };
    }
}

/// <summary>What a doctor offers on a day; visit types without a free start are left out.</summary>
public sealed record OpenTimes(Site Site, PersonName Doctor, string Currency, IReadOnlyList<OpenOffer> Offers)
{
    /// <summary>The clinic has a consent text, so that a signed paper can be recorded.</summary>
    public bool ConsentInForce { get; init; }

    /// <summary>
    /// What is offered first at the time: the doctor's first type that can begin then, but no first visit to somebody who was here before and no repeat
    /// visit to somebody who was not, where the doctor has the other one at that time.
    /// </summary>
    /// <param name="start">The time.</param>
    /// <param name="wasHere">Whether the patient was with this doctor or a colleague before; null while nobody is chosen.</param>
    public OpenOffer? Usual(DateTime start, bool? wasHere)
    {
        var fitting = Offers.Where(o => o.Starts.Any(s => s.Range.Start == start)).ToList();
        var usual = fitting.Count > 0 ? fitting[0] : Offers.Count > 0 ? Offers[0] : null;
        return wasHere is not { } before || usual is null or { Kind: VisitKind.Any } ? usual
            : fitting.Find(o => o.Kind == (before ? VisitKind.Repeat : VisitKind.First)) ?? usual;
    }
}

/// <summary>A visit type with its length, price and the times at which it can begin.</summary>
public sealed record OpenOffer(VisitTypeId VisitTypeId, LocalText Name, TimeSpan Length, decimal? Price, IReadOnlyList<Slot> Starts)
{
    public VisitKind Kind { get; init; }

    public PaymentKinds Payments { get; init; } = PaymentKinds.All;

    public bool ReferralRequired { get; init; }
}
