using System.Globalization;
using Clinic.Domain.Doctors;
using Clinic.Domain.Rosters.Import;
using Clinic.Domain.Rosters.Workbook;
using Clinic.Domain.Sites;
using Clinic.Domain.VisitTypes;

namespace Clinic.Domain.Patients.Import;

/// <summary>Finds what a table calls by name: doctors, kinds of visit, sites.</summary>
internal sealed class ImportNames(IReadOnlyCollection<Doctor> doctors, IReadOnlyCollection<VisitType> types, IReadOnlyCollection<Site> sites)
{
    private readonly ILookup<string, (Doctor Doctor, ComparedName Name)> families =
        doctors.Select(d => (d, ComparedName.Of(d.Name))).ToLookup(d => d.Item2.FoldedFamily, d => (d.d, d.Item2));

    /// <summary>Working doctors whose name may be the written one, as far as it is written; where there is none, those who have left.</summary>
    internal IReadOnlyList<Doctor> Doctors(string written)
    {
        // Typed in a hurry, without a capital.
        var capital = written.Any(char.IsUpper) ? written : CultureInfo.InvariantCulture.TextInfo.ToTitleCase(written);
        if (DoctorCell.Read(capital)?.Name is not { } name)
        {
            return [];
        }

        var compared = ComparedName.Of(name);
        var same = families[compared.FoldedFamily].Where(d => Fits(d.Doctor.Given, name.Given) && Fits(d.Doctor.Middle, name.Middle)).Select(d => d.Doctor).ToList();
        return same.Exists(d => d.Active) ? same.FindAll(d => d.Active) : same;
    }

    /// <summary>The kind of visit with the name in any of its languages; one that the doctor offers before others.</summary>
    internal VisitType? Type(string written, IReadOnlyCollection<VisitTypeId> offered)
    {
        var folded = SearchText.Fold(written);
        return types.Where(t => IsNamed(t.Name, folded)).OrderByDescending(t => offered.Contains(t.Id)).ThenByDescending(t => t.Active).FirstOrDefault();
    }

    internal Site? Site(string written)
    {
        var folded = SearchText.Fold(written);
        return sites.FirstOrDefault(s => IsNamed(s.Name, folded)) ?? sites.FirstOrDefault(s => IsNamed(s.Address, folded));
    }

    private static bool IsNamed(LocalText name, string folded) => folded.Length > 0 && new[] { name.Ru, name.En, name.Fr }.Any(n => SearchText.Fold(n) == folded);

    // "И." fits Иван; what one of them leaves out does not count against.
    private static bool Fits(string? known, string? written)
    {
        var (a, b) = (SearchText.Fold(known ?? ""), SearchText.Fold(written ?? ""));
        return a.Length == 0 || b.Length == 0 || a == b || ((a.Length == 1 || b.Length == 1) && a[0] == b[0]);
    }
}
