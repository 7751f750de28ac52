using Clinic.Domain;
using Clinic.Domain.Bookings;
using Clinic.Domain.Patients;
using Clinic.Domain.Rosters;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Patients;

/// <summary>What tests of cards do again and again.</summary>
internal static class Cards
{
    internal static PatientDetails Details(string family, string phone, string given = "Мария", DateOnly? born = null, string? number = null) => new()
    {
        Contact = new() { Family = family, Given = given, Phone = phone, BirthDate = born ?? new(1980, 1, 31) },
        CardNumber = number,
    };

    internal static async Task<PatientId> Open(TestClinic clinic, string family, string phone, string given = "Мария", DateOnly? born = null, string? number = null)
    {
        var saved = await clinic.Get<SavePatient>().Run(null, Details(family, phone, given, born, number), 0, TestClinic.Registrar, CancellationToken.None);
        Assert.True(saved.Ok, saved.Problem?.Describe());
        return saved.Value;
    }

    internal static async Task<BookingId> Book(TestClinic clinic, PatientId card, DateTime start, DoctorId? doctor = null)
    {
        var booked = await clinic.Get<BookAppointment>().Run(new() { Slot = clinic.Slot(start, doctor), Patient = card }, TestClinic.Registrar, CancellationToken.None);
        Assert.True(booked.Ok, booked.Problem?.Code);
        return booked.Value.Id;
    }

    internal static Task<Patient> Read(TestClinic clinic, PatientId card) => clinic.Read(db => db.Patients.SingleAsync(p => p.Id == card));

    internal static async Task<Result<Guid>> Merge(TestClinic clinic, PatientId kept, PatientId merged, string? reason = null, params string[] take) => await clinic.Get<MergePatients>().Run(
        new()
        {
            Kept = kept,
            KeptVersion = (await Read(clinic, kept)).Version,
            Merged = merged,
            MergedVersion = (await Read(clinic, merged)).Version,
            Take = take,
            Override = reason,
        },
        TestClinic.Registrar,
        CancellationToken.None);

    internal static Task<Result<PatientId>> Unmerge(TestClinic clinic, Guid merge) => clinic.Get<UnmergePatients>().Run(merge, TestClinic.Registrar, CancellationToken.None);

    internal static Task<DoctorId> AddDoctor(TestClinic clinic, string family = "Сидоров") => clinic.AddDoctor(family, null, WorkHours.Of("09:00-18:00"));
}
