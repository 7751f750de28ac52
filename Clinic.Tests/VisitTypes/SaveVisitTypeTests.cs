using System.Text.Json;
using Clinic.Domain;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Devices;
using Clinic.Domain.Problems;
using Clinic.Domain.VisitTypes;
using Clinic.Tests.Hosting;
using Clinic.Tests.Settings;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.VisitTypes;

public sealed class SaveVisitTypeTests
{
    [Theory, EveryDatabase]
    public async Task A_visit_type_is_added_last_and_changed_with_traces(DatabaseProvider provider)
    {
        await using var clinic = await EmptyClinic.Create(provider);
        var specialty = (await clinic.SaveSpecialty(new("Терапия"))).Value;
        var first = (await clinic.Save(EmptyClinic.Visit())).Value;
        var second = (await clinic.Save(EmptyClinic.Visit() with { Minutes = null, Specialty = specialty, BufferAfter = 10 })).Value;

        var form = VisitTypeDetails.Of(await clinic.Domain.Read(db => db.VisitTypes.SingleAsync(t => t.Id == second)));
        Assert.True((await clinic.Save(form with { Price = 100.50m, BookableOnline = false })).Ok);

        var rows = await clinic.Domain.Read(db => db.VisitTypes.OrderBy(t => t.SortOrder).ToListAsync());
        Assert.Equal([first, second], rows.Select(t => t.Id));
        Assert.Equal((null, specialty, 10, 100.50m, false), (rows[1].Minutes, rows[1].SpecialtyId!.Value, rows[1].BufferAfter, rows[1].Price, rows[1].BookableOnline));
        Assert.Equal(["create", "create", "edit"], await clinic.Domain.Read(db => db.Audit.Where(a => a.Entity == nameof(VisitType)).OrderBy(a => a.Id).Select(a => a.Action).ToListAsync()));
        Assert.Equal(ProblemCodes.VersionMismatch, (await clinic.Save(form)).Problem?.Code);
    }

    [Theory]
    [InlineData(4, 0, "/minutes")]
    [InlineData(33, 0, "/minutes")]
    [InlineData(485, 0, "/minutes")]
    [InlineData(30, 65, "/bufferBefore")]
    [InlineData(30, -5, "/bufferBefore")]
    public async Task Minutes_keep_to_cells_and_bounds(int minutes, int before, string pointer)
    {
        await using var clinic = await EmptyClinic.Create(DatabaseProvider.Sqlite);

        var answer = await clinic.Save(EmptyClinic.Visit() with { Minutes = minutes, BufferBefore = before });

        Assert.Equal(pointer, answer.Problem!.Errors.Single().Pointer);
    }

    [Theory, EveryDatabase]
    public async Task What_a_visit_needs_and_whom_it_is_for_is_kept(DatabaseProvider provider)
    {
        await using var clinic = await EmptyClinic.Create(provider);
        var site = (await clinic.Save(EmptyClinic.Site())).Value;
        foreach (var kind in new[] { "УЗИ", "ЭКГ" })
        {
            await clinic.Save(new DeviceDetails { Site = site, Name = kind, Kind = kind });
        }

        var saved = await clinic.Save(EmptyClinic.Visit() with
        {
            Kind = VisitKind.First,
            Minutes = 60,
            DoctorParts = "0 – 15, 45—60 мин.",
            Capacity = 8,
            Needs = ["ЭКГ", "УЗИ", "ЭКГ"],
            MinAge = 18,
            MaxAge = 18,
            ReferralRequired = true,
            Payments = PaymentKinds.Oms | PaymentKinds.Vhi,
            Active = false,
        });

        var row = await clinic.Domain.Read(db => db.VisitTypes.SingleAsync());
        Assert.True(saved.Ok);
        Assert.Equal((VisitKind.First, "0-15,45-60", 8, 18, 18), (row.Kind, row.DoctorParts.ToString(), row.Capacity, row.MinAge, row.MaxAge));
        Assert.Equal((true, PaymentKinds.Oms | PaymentKinds.Vhi, false), (row.ReferralRequired, row.Payments, row.Active));
        Assert.Equal(["УЗИ", "ЭКГ"], row.Needs);
        Assert.Equal("0–15, 45–60", VisitTypeDetails.Of(row).DoctorParts);
    }

    [Theory, EveryDatabase]
    public async Task Preparation_is_kept_line_by_line_with_traces(DatabaseProvider provider)
    {
        await using var clinic = await EmptyClinic.Create(provider);
        var most = string.Concat(Enumerable.Repeat("\"😀", LocalText.PassageLength / 3)) + "ая";

        var saved = await clinic.Save(EmptyClinic.Visit() with { Preparation = new("  Натощак.\t\r\n\r\n\r\n  Возьмите полис.  \r\n", most) });

        Assert.True(saved.Ok);
        var row = await clinic.Domain.Read(db => db.VisitTypes.SingleAsync());
        Assert.Equal(new LocalText("Натощак.\n\n  Возьмите полис.", most), row.Preparation);
        Assert.True((await clinic.Save(VisitTypeDetails.Of(row) with { Preparation = new("") })).Ok);
        var before = JsonDocument.Parse((await clinic.Domain.Read(db => db.Audit.OrderByDescending(a => a.Id).Select(a => a.Before).FirstAsync()))!);
        Assert.Equal(most, before.RootElement.GetProperty("preparation").GetProperty("En").GetString());
        Assert.Equal(new LocalText(""), (await clinic.Domain.Read(db => db.VisitTypes.SingleAsync())).Preparation);
    }

    public static TheoryData<string, VisitTypeDetails> Faulty => new()
    {
        { "/doctorParts beyond-visit", EmptyClinic.Visit() with { DoctorParts = "0-15,25-35" } },
        { "/doctorParts bad-value", EmptyClinic.Visit() with { DoctorParts = "0-7" } },
        { "/doctorParts bad-value", EmptyClinic.Visit() with { DoctorParts = "15-10" } },
        { "/doctorParts bad-value", EmptyClinic.Visit() with { DoctorParts = "0-15,10-20" } },
        { "/doctorParts bad-value", EmptyClinic.Visit() with { DoctorParts = "четверть часа" + ",," } },
        { "/minutes length-missing", EmptyClinic.Visit() with { Minutes = null, DoctorParts = "0-15" } },
        { "/capacity out-of-range", EmptyClinic.Visit() with { Capacity = 0 } },
        { "/capacity out-of-range", EmptyClinic.Visit() with { Capacity = 51 } },
        { "/maxAge from-after-to", EmptyClinic.Visit() with { MinAge = 18, MaxAge = 17 } },
        { "/minAge out-of-range", EmptyClinic.Visit() with { MinAge = -1 } },
        { "/maxAge out-of-range", EmptyClinic.Visit() with { MaxAge = 151 } },
        { "/payments required", EmptyClinic.Visit() with { Payments = PaymentKinds.None } },
        { "/payments bad-value", EmptyClinic.Visit() with { Payments = (PaymentKinds)64 } },
        { "/kind bad-value", EmptyClinic.Visit() with { Kind = (VisitKind)9 } },
        { "/preparation/fr too-long", EmptyClinic.Visit() with { Preparation = new("", "", new('х', LocalText.PassageLength + 1)) } },
        { "/preparation/ru bad-characters", EmptyClinic.Visit() with { Preparation = new("Натощак\0") } },
        { "/needs unknown-device-kind", EmptyClinic.Visit() with { Needs = ["МРТ"] } },
    };

    [Theory, MemberData(nameof(Faulty), DisableDiscoveryEnumeration = true)]
    public async Task Each_field_at_fault_is_named_and_nothing_is_saved(string fault, VisitTypeDetails wanted)
    {
        await using var clinic = await EmptyClinic.Create(DatabaseProvider.Sqlite);

        var answer = await clinic.Save(wanted);

        Assert.Equal([fault], answer.Problem!.Errors.Select(e => $"{e.Pointer} {e.Code}"));
        Assert.Empty(await clinic.Domain.Read(db => db.VisitTypes.ToListAsync()));
    }

    [Theory, EveryDatabase]
    public async Task A_visit_longer_than_any_shift_is_refused_unless_it_is_retired(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        var form = VisitTypeDetails.Of(await clinic.Read(db => db.VisitTypes.SingleAsync()));

        Assert.Equal(new FieldError("/minutes", ProblemCodes.VisitTooLong), (await Save(form with { Minutes = 245 })).Problem!.Errors.Single());
        Assert.True((await Save(form with { Minutes = 245, Active = false })).Ok);
        Assert.True((await Save(form with { Minutes = 240, Version = 1 })).Ok);

        Task<Result<VisitTypeId>> Save(VisitTypeDetails wanted) => clinic.Get<SaveVisitType>().Run(wanted, TestClinic.Registrar, CancellationToken.None);
    }
}
