using System.Globalization;

namespace Clinic.Web.Rooms;

/// <summary>Orders what stands on doors: 9 before 10, 10 before 10a.</summary>
public static class DoorNumbers
{
    public static readonly IComparer<string> Order = Comparer<string>.Create((a, b) =>
        CultureInfo.CurrentCulture.CompareInfo.Compare(a, b, CompareOptions.NumericOrdering | CompareOptions.IgnoreCase));
}
