using Clinic.Domain;
using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;

namespace Clinic.Web.Bookings;

/// <summary>A patient is to come again: the chosen time, the site and who.</summary>
public sealed record NextBooking(SlotId Slot, SiteId Site, Person? Patient);
