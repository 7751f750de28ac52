using System.Globalization;
using Clinic.Domain.Audit;
using Clinic.Domain.Bookings;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Domain.Patients;
using Clinic.Domain.Settings;

namespace Clinic.Domain.Demo;

/// <summary>Writes the visits as the use cases would have written them one by one: cells, contact, consent, and an audit entry and a change for each step.</summary>
internal sealed class DemoBookings(ClinicDb db, DemoPeople people, DemoStory story, ConsentText consent, byte[] linkKey, Random random)
{
    private static readonly string[] Comments =
    [
        "Придёт с результатами анализов", "Просит позвонить накануне", "Нужна справка", "Придёт с сопровождающим", "Нужен больничный лист", "Просит не переносить",
    ];

    private readonly HashSet<string> codes = [];

    public void Add(IEnumerable<DemoPlan> plans)
    {
        var history = plans.SelectMany(Begin).OrderBy(h => h.Step.At).ToList();
        foreach (var (booking, step) in history)
        {
            var before = booking.Version == 0 ? null : booking.Facts();
            Stamp(booking, step);
            db.Record(step.Actor, step.At, Action(step.Status), nameof(Booking), booking.Id.ToString(), before, booking.Facts());
            db.Add(HoldSlot.Touched(ChangeKind.Booking, booking.Placement(), step.At, booking.Id));
        }
    }

    private List<(Booking Booking, DemoStep Step)> Begin(DemoPlan plan)
    {
        var steps = story.Tell(plan);
        var (slot, made) = (plan.Place.Slot, steps[0]);

        // Who comes to the desk has a card; who has not come yet may be known by what was typed alone.
        var typed = made.Actor.Channel != Channel.Registry && made.Actor.Channel != Channel.Doctor;
        var stranger = typed && steps.All(s => s.Status != BookingStatus.Arrived) && random.Next(3) == 0;
        var person = stranger ? people.Stranger(plan.Field) : people.Take(plan.Field, plan.Date, slot.Range);
        var contact = stranger || !made.Actor.Channel.IsStaff ? people.Contact(person, made.At) : null;
        var id = new BookingId(Guid.CreateVersion7(made.At));
        var booking = new Booking
        {
            Id = id,
            Code = NewCode(),
            TokenHash = BookingTokens.Hash(BookingTokens.Token(linkKey, id)),
            SiteId = slot.SiteId,
            DoctorId = slot.DoctorId,
            RoomId = slot.RoomId,
            VisitTypeId = slot.VisitTypeId,
            Start = slot.Range.Start,
            End = slot.Range.End,
            BufferBefore = plan.Place.BufferBefore,
            BufferAfter = plan.Place.BufferAfter,
            PatientId = person.Card?.Id,
            ContactId = contact?.Id,
            PatientResource = people.Resource(person),
            Channel = made.Actor.Channel,
            Source = made.Actor.Channel == Channel.Widget ? "website" : null,
            Payment = random.Next(10) switch { < 7 => PaymentKind.SelfPay, < 9 => PaymentKind.Vhi, _ => PaymentKind.Oms },
            Price = slot.Price,
            CreatedAt = made.At,
            CreatedBy = made.Actor.Name,
        };
        db.Add(booking);
        if (booking.Payment != PaymentKind.SelfPay)
        {
            db.Add(Cover(booking));
        }

        if (random.Next(9) == 0)
        {
            db.Add(new BookingNote { BookingId = booking.Id, Text = Comments[random.Next(Comments.Length)] });
        }

        if (contact is not null)
        {
            db.Add(contact);
            AddConsent(contact, made);
        }

        if (!plan.Cancelled)
        {
            db.AddRange(OccupancyClaims.Rows(plan.Place, id.Value, booking.PatientResource, null));
        }

        return steps.ConvertAll(s => (booking, s));
    }

    private void AddConsent(Contact contact, DemoStep made)
    {
        if (!made.Actor.Channel.IsStaff)
        {
            var origin = made.Actor.Channel == Channel.Widget ? "https://sadovaya.example" : null;
            db.Add(new Consent { Id = Guid.NewGuid(), ContactId = contact.Id, Version = consent.Version, TextHash = consent.Hash, GivenAt = made.At, Origin = origin });
        }
    }

    /// <summary>A number of nobody's, drawn from the code.</summary>
    private static BookingCover Cover(Booking booking)
    {
        var number = string.Create(CultureInfo.InvariantCulture, $"{booking.Code.Aggregate(0L, (n, c) => (n * 37) + c) % 1_000_000_000:D9}");
        return booking.Payment == PaymentKind.Vhi
            ? new() { BookingId = booking.Id, Insurer = "Страховой дом «Садовый»", Policy = $"ДМС{number}", GuaranteeLetter = number[..5] }
            : new() { BookingId = booking.Id, Policy = number };
    }

    private static void Stamp(Booking booking, DemoStep step)
    {
        booking.Version++;
        booking.Status = step.Status;
        booking.ArrivedAt = step.Status == BookingStatus.Arrived ? step.At : booking.ArrivedAt;
        booking.CalledAt = step.Status == BookingStatus.InProgress && booking.ArrivedAt is { } arrived ? arrived + ((step.At - arrived) / 2) : booking.CalledAt;
        booking.StartedAt = step.Status == BookingStatus.InProgress ? step.At : booking.StartedAt;
        booking.DoneAt = step.Status == BookingStatus.Done ? step.At : booking.DoneAt;
    }

    private static string Action(BookingStatus status) => status == BookingStatus.Booked ? "book" : status.IsCancelled() ? "cancel" : "status";

    // Drawn from the seeded source: two servers that seed one database at once collide on a code, and the second one gives way.
    private string NewCode()
    {
        var code = BookingTokens.NewCode(random);
        return codes.Add(code) ? code : NewCode();
    }
}
