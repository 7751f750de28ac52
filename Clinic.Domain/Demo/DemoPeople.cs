using System.Globalization;
using Clinic.Domain.Bookings;
using Clinic.Domain.Doctors;
using Clinic.Domain.Patients;

namespace Clinic.Domain.Demo;

/// <summary>Somebody who may be a patient; <see cref="Card"/> is null for one the clinic does not know yet.</summary>
internal sealed record DemoPerson(ContactDetails Details, bool Female, int Age, Patient? Card);

/// <summary>The patients of the invented clinic. All telephone numbers are of the form +7 900 000-xx-xx, which reach nobody.</summary>
internal sealed class DemoPeople
{
    private const int Adults = 72;
    private const int Children = 24;
    private const int ComingOfAge = 18;
    private readonly DemoNames names;
    private readonly Random random;
    private readonly DateOnly today;
    private readonly byte[] secret;
    private readonly List<DemoPerson> known = [];
    private readonly HashSet<(Patient, DateOnly)> days = [];
    private readonly HashSet<(Patient, int)> busy = [];
    private int phones;

    public DemoPeople(Random random, DateOnly today, DateTime now, byte[] secret)
    {
        (this.random, this.today, this.secret, names) = (random, today, secret, new(random));
        for (var i = 0; i < Adults; i++)
        {
            var female = i % 5 < 3;
            var age = random.Next(ComingOfAge, 79);
            known.Add(Carded(Person(names.Next(female, age), female, age, NextPhone()), now));
        }

        for (var i = 0; i < Children; i++)
        {
            // A child comes with the mother's family name and telephone number.
            var (female, age, family, phone) = (i % 2 == 0, random.Next(1, ComingOfAge - 1), names.NextFamily(), NextPhone());
            var mother = age + random.Next(22, 38);
            known.Add(Carded(Person(names.Next(family, female, age), female, age, phone), now));
            known.Add(Carded(Person(names.Next(family, true, mother), true, mother, phone), now));
        }
    }

    public IEnumerable<Patient> Cards => known.Select(p => p.Card!);

    /// <summary>Somebody fit for the field who is free then and, if possible, has no other visit on that day; takes the time.</summary>
    public DemoPerson Take(DemoField field, DateOnly date, TimeRange time)
    {
        var (from, to) = Cell.Span(time);
        var cells = Enumerable.Range(from, to - from).ToList();
        var free = known.Where(p => Fits(p.Female, p.Age, field) && !cells.Exists(c => busy.Contains((p.Card!, c)))).ToList();
        var rested = free.Where(p => !days.Contains((p.Card!, date))).ToList();
        var choice = rested.Count > 0 ? rested : free;
        var person = choice[random.Next(choice.Count)];
        days.Add((person.Card!, date));
        busy.UnionWith(cells.Select(c => (person.Card!, c)));
        return person;
    }

    /// <summary>Somebody fit for the field whom the clinic does not know yet.</summary>
    public DemoPerson Stranger(DemoField field)
    {
        var female = field == DemoField.Gynaecology || random.Next(5) < 3;
        var age = field == DemoField.Paediatrics ? random.Next(1, ComingOfAge - 1) : random.Next(ComingOfAge, 60);
        return Person(names.Next(female, age), female, age, NextPhone());
    }

    /// <summary>The patient's side of the occupancy.</summary>
    public ResourceId Resource(DemoPerson person) =>
        person.Card is { } card ? ResourceId.Patient(card.Id) : ResourceId.Contact(person.Details.Key(secret));

    public Contact Contact(DemoPerson person, DateTime at) => new()
    {
        Id = Guid.NewGuid(),
        Family = person.Details.Name.Family,
        Given = person.Details.Name.Given,
        Middle = person.Details.Name.Middle,
        BirthDate = person.Details.BirthDate,
        Phone = person.Details.Phone.E164,
        Email = person.Details.Email,
        ContactKey = person.Details.Key(secret),
        CreatedAt = at,
    };

    private static bool Fits(bool female, int age, DemoField field) => field switch
    {
        DemoField.Paediatrics => age < ComingOfAge,
        DemoField.Gynaecology => female && age is >= ComingOfAge and < 60,
        _ => age >= ComingOfAge,
    };

    private DemoPerson Person(PersonName name, bool female, int age, string phone)
    {
        var input = new ContactInput
        {
            Family = name.Family,
            Given = name.Given,
            Middle = name.Middle,
            Phone = phone,
            BirthDate = today.AddYears(-age).AddDays(-random.Next(365)),
            Email = age >= ComingOfAge && random.Next(4) == 0 ? $"mail-{phone[^4..]}@example.com" : null,
        };
        return new(ContactDetails.Check(input, today).Value!, female, age, null);
    }

    private DemoPerson Carded(DemoPerson person, DateTime now)
    {
        var details = person.Details;
        return person with
        {
            Card = new()
            {
                Family = details.Name.Family,
                Given = details.Name.Given,
                Middle = details.Name.Middle,
                BirthDate = details.BirthDate,
                Phone = details.Phone.E164,
                Email = details.Email,
                SearchName = SearchText.Fold(details.Name.Full),
                ContactKey = details.Key(secret),
                CreatedAt = now.AddDays(-random.Next(30, 330)).AddMinutes(-random.Next(1440)),
                Version = 1,
            },
        };
    }

    // A stride that has no factor in common with 10 000 meets every number once.
    private string NextPhone() => string.Create(CultureInfo.InvariantCulture, $"+7900000{((phones++ * 3_331) + 1_207) % 10_000:D4}");
}
