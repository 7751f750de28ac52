using System.Linq.Expressions;
using Clinic.Domain.Users;

namespace Clinic.Domain.Bookings;

/// <summary>Which booking is meant: by id for staff, by the private link's token for the patient.</summary>
public readonly record struct BookingRef
{
    private readonly BookingId id;
    private readonly string? tokenHash;

    private BookingRef(BookingId id, string? tokenHash)
    {
        this.id = id;
        this.tokenHash = tokenHash;
    }

    public bool ByToken => tokenHash is not null;

    public static BookingRef Id(BookingId id) => new(id, null);

    public static BookingRef Token(string token) => new(default, BookingTokens.Hash(token));

    internal Expression<Func<Booking, bool>> Matches()
    {
        var (wantedId, hash) = (id, tokenHash);
        return hash is null ? b => b.Id == wantedId : b => b.TokenHash == hash;
    }

    /// <summary>A link is for strangers, an id for staff who may book or receive anyone.</summary>
    internal bool Allows(Actor actor, Rights rights) => ByToken || (actor.Channel.IsStaff && actor.Can(rights));
}
