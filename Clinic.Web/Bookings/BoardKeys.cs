using System.Globalization;
using Clinic.Domain;

namespace Clinic.Web.Bookings;

/// <summary>What a cell or card of the board is known by in the page, to bring the focus back to it.</summary>
public static class BoardKeys
{
    public static string Free(DoctorId doctor, DateTime start) => string.Create(CultureInfo.InvariantCulture, $"f-{doctor}-{Cell.Of(start)}");

    public static string Visit(BookingId id) => $"v-{id}";
}
