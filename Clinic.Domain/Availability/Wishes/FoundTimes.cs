namespace Clinic.Domain.Availability.Wishes;

/// <summary>Free times of one doctor for one visit at one place on one day, by start.</summary>
public sealed record FoundRow(Offer Offer, SiteId SiteId, RoomId? RoomId, IReadOnlyList<Slot> Slots)
{
    /// <summary>The doctor's visits that would do as well, the one shown among them; empty where there is none to choose.</summary>
    public IReadOnlyList<Offer> Choices { get; init; } = [];
}

/// <summary>Free times of one local date, the doctor with the earliest first.</summary>
public sealed record FoundDay(DateOnly Date, IReadOnlyList<FoundRow> Rows);

/// <summary>What was found for a wish.</summary>
/// <param name="Days">Days that have free times.</param>
/// <param name="More">There may be more days.</param>
/// <param name="Nothing">Why there is nothing; null where there is something.</param>
/// <param name="Facts">Names of doctors, sites, rooms.</param>
/// <param name="Today">At the first site.</param>
public sealed record FoundTimes(IReadOnlyList<FoundDay> Days, bool More, NothingFree? Nothing, ClinicFacts Facts, DateOnly Today);

/// <summary>Why nothing is free, over all doctors who come into question, and what would be with one condition less.</summary>
public sealed record NothingFree(int Doctors, IReadOnlyList<CountedReason> Reasons, IReadOnlyList<Instead> Alternatives);

/// <summary>A reason and the number of doctors it holds for.</summary>
/// <param name="Reason">The first of its kind.</param>
/// <param name="Doctors">How many doctors.</param>
/// <param name="IsSame">It is the same for all of them, down to its rule.</param>
public sealed record CountedReason(Reason Reason, int Doctors, bool IsSame);

/// <summary>The nearest time if one condition were dropped; or two, where no single one helps.</summary>
public sealed record Instead(IReadOnlyList<WishAspect> Without, Wish Wish, Slot Slot);
