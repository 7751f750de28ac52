using Clinic.Api.Availability;
using Clinic.Api.Doctors;
using Clinic.Api.Sites;
using Clinic.Domain;
using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.VisitTypes;

namespace Clinic.Api.Widget;

/// <summary>Texts, the clinic's directory of what can be booked online, and the nearest free times of each doctor.</summary>
internal sealed record StartResource(
    IReadOnlyDictionary<string, string> Texts,
    ClinicResource Clinic,
    IReadOnlyList<SpecialtyResource> Specialties,
    IReadOnlyList<DoctorResource> Doctors,
    IReadOnlyList<OfferedResource> VisitTypes,
    IReadOnlyList<SlotResource> Times)
{
    internal static StartResource Of(IReadOnlyDictionary<string, string> texts, FoundSlots found, SiteId? site)
    {
        var (facts, writer) = (found.Facts, SlotWriter.Of(found.Facts));
        var free = found.Slots.Select(s => s.DoctorId).ToHashSet();
        var doctors = facts.Doctors.Values
            .Where(d => d.BookableOnline && (site is not { } at || free.Contains(d.Id) || facts.Rosters.Lines(d.Id).Any(l => l.SiteId == at)))
            .OrderBy(d => d.Family, StringComparer.CurrentCulture).ThenBy(d => d.Given, StringComparer.CurrentCulture).ThenBy(d => d.Id.Value)
            .ToList();
        return new(
            texts,
            ClinicResource.Of(facts.Profile, facts.Sites.Values.OrderBy(s => s.Id.Value)),
            [.. doctors.SelectMany(d => facts.Specialties[d.Id]).Distinct().Select(s => new SpecialtyResource(s.ToString(), facts.SpecialtyNames[s].ToString())).OrderBy(s => s.Name, StringComparer.CurrentCulture)],
            [.. doctors.Select(d => new DoctorResource(
                d.Id.ToString(), new(d.Family, d.Given, d.Middle), [.. facts.Specialties[d.Id].Select(s => s.ToString())], [.. facts.Offers[d.Id].Where(o => o.Online).Select(o => o.Type.Id.ToString())], d.PhotoPath()))],
            [.. doctors.SelectMany(d => facts.Offers[d.Id]).Where(o => o.Online).Select(o => o.Type).DistinctBy(t => t.Id).OrderBy(t => t.SortOrder).ThenBy(t => t.Id.Value).Select(t => OfferedResource.Of(t, facts.Profile.Currency))],
            [.. found.Slots.Select(writer.Write)]);
    }
}

/// <summary>A visit type with what its form asks.</summary>
/// <param name="Payments">self-pay, vhi, oms: those that the type is offered for.</param>
/// <param name="Referral">The number of a referral is needed.</param>
internal sealed record OfferedResource(string Id, string Name, int? Minutes, PriceResource? Price, string? Specialty, IReadOnlyList<string> Payments, bool Referral)
{
    private static readonly (PaymentKinds Kind, string Name)[] Kinds = [(PaymentKinds.SelfPay, "self-pay"), (PaymentKinds.Vhi, "vhi"), (PaymentKinds.Oms, "oms")];

    internal static OfferedResource Of(VisitType type, string currency) => new(
        type.Id.ToString(), type.Name.ToString(), type.Minutes, PriceResource.Of(type.Price, currency), type.SpecialtyId?.ToString(),
        Names(type.Payments), type.ReferralRequired);

    internal static IReadOnlyList<string> Names(PaymentKinds kinds) => [.. Kinds.Where(k => kinds.HasFlag(k.Kind)).Select(k => k.Name)];
}
