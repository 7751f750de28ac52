using System.Globalization;
using Clinic.Domain;
using Clinic.Domain.Availability.Wishes;
using Clinic.Domain.Bookings;
using Clinic.Domain.Doctors;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;

namespace Clinic.Web.Availability;

/// <summary>A wish in the address of the page: what was understood, by number; never what was typed, which may name a patient.</summary>
public static class WishAddress
{
    private const string Path = "/find";
    private const string Days = "yyyy-MM-dd";
    private const string Hours = "HH:mm";

    /// <param name="wish">The wish.</param>
    /// <param name="waiting">The entry of the waiting list that it is looked for.</param>
    /// <param name="call">The request to be called that it is looked for.</param>
    public static string Of(Wish wish, Guid? waiting = null, Guid? call = null)
    {
        var query = new QueryBuilder();
        Add("specialty", wish.Specialties.ToString());
        Add("doctor", wish.Doctors.ToString());
        Add("visit", wish.VisitTypes.ToString());
        Add("site", wish.Sites.ToString());
        Add("room", wish.Rooms.ToString());
        Add("gender", wish.Gender?.ToString().ToLowerInvariant());
        Add("payment", wish.Payment?.ToString().ToLowerInvariant());
        Add("from", wish.From?.ToString(Days, CultureInfo.InvariantCulture));
        Add("to", wish.To?.ToString(Days, CultureInfo.InvariantCulture));
        Add("days", wish.Weekdays);
        Add("after", wish.Earliest?.ToString(Hours, CultureInfo.InvariantCulture));
        Add("before", wish.Latest?.ToString(Hours, CultureInfo.InvariantCulture));
        Add("for", waiting?.ToString("N"));
        Add("call", call?.ToString("N"));
        return $"{Path}{query}";

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                query.Add(name, value);
            }
        }
    }

    /// <summary>The request to be called that an address names; null for none.</summary>
    public static Guid? CallOf(string uri) =>
        QueryHelpers.ParseQuery(new Uri(uri).Query).TryGetValue("call", out var text) && Guid.TryParseExact(text.ToString(), "N", out var call) ? call : null;

    /// <summary>What an address says; parts that say nothing sound are any.</summary>
    public static (Wish Wish, Guid? Waiting) Parse(string uri)
    {
        var query = QueryHelpers.ParseQuery(new Uri(uri).Query);
        var (from, to) = (Date("from"), Date("to"));
        var (after, before) = (Time("after"), Time("before"));
        var days = new string([.. Text("days").Where(c => c is >= '1' and <= '7').Distinct().Order()]);
        return (
            new()
            {
                Specialties = Ids("specialty", v => new SpecialtyId(v)),
                Doctors = Ids("doctor", v => new DoctorId(v)),
                VisitTypes = Ids("visit", v => new VisitTypeId(v)),
                Sites = Ids("site", v => new SiteId(v)),
                Rooms = Ids("room", v => new RoomId(v)),
                Gender = Name<Gender>("gender"),
                Payment = Name<PaymentKind>("payment"),
                From = from > to ? null : from,
                To = to,
                Weekdays = days,
                Earliest = after >= before ? null : after,
                Latest = before,
            },
            Guid.TryParseExact(Text("for"), "N", out var entry) ? entry : null);

        string Text(string name) => query.TryGetValue(name, out var value) ? value.ToString() : "";

        DateOnly? Date(string name) => DateOnly.TryParseExact(Text(name), Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is > 2000 and < 2200 ? date : null;

        TimeOnly? Time(string name) => TimeOnly.TryParseExact(Text(name), Hours, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

        T? Name<T>(string name)
            where T : struct, Enum => Enum.GetValues<T>().Where(v => string.Equals(v.ToString(), Text(name), StringComparison.OrdinalIgnoreCase)).Select(v => (T?)v).FirstOrDefault();

        IdList<T> Ids<T>(string name, Func<int, T> make)
            where T : struct => IdList.Of(Text(name).Split(',').Where(v => int.TryParse(v, NumberStyles.None, CultureInfo.InvariantCulture, out var number)).Select(v => make(int.Parse(v, CultureInfo.InvariantCulture))));
    }
}
