namespace Clinic.Domain.Problems;

/// <summary>The one vocabulary of refusals, the same at every door.</summary>
public static class ProblemCodes
{
    // Why a time is not free.
    public const string Taken = "taken";
    public const string Held = "held";
    public const string OutsideRoster = "outside-roster";
    public const string ClosedDay = "closed-day";
    public const string Absent = "absent";
    public const string ChannelClosed = "channel-closed";
    public const string Quota = "quota";
    public const string NotYetReleased = "not-yet-released";
    public const string LeadTime = "lead-time";
    public const string Horizon = "horizon";
    public const string TooShort = "too-short";
    public const string RoomBusy = "room-busy";
    public const string DeviceBusy = "device-busy";
    public const string Age = "age";
    public const string PatientLimit = "patient-limit";
    public const string ReferralRequired = "referral-required";
    public const string TypeNotOffered = "type-not-offered";
    public const string Past = "past";

    // Why a request is refused.
    public const string SlotTaken = "slot-taken";
    public const string SlotHeld = "slot-held";
    public const string HoldExpired = "hold-expired";
    public const string PatientOverlap = "patient-overlap";
    public const string VersionMismatch = "version-mismatch";
    public const string NotBookableOnline = "not-bookable-online";
    public const string CutOffPassed = "cut-off-passed";
    public const string AlreadyCancelled = "already-cancelled";
    public const string WrongStatus = "wrong-status";
    public const string ConsentMissing = "consent-missing";
    public const string ConsentChanged = "consent-changed";
    public const string RateLimited = "rate-limited";
    public const string UnknownDoctor = "unknown-doctor";
    public const string UnknownVisitType = "unknown-visit-type";
    public const string IdempotencyMismatch = "idempotency-mismatch";
    public const string QuotaExceeded = "quota-exceeded";
    public const string IdempotencyMissing = "idempotency-missing";
    public const string ChallengeRequired = "challenge-required";
    public const string CodeRequired = "code-required";
    public const string CodeWrong = "code-wrong";
    public const string CodeExpired = "code-expired";
    public const string HoldExtended = "hold-extended";
    public const string RosterChanged = "roster-changed";

    // About cards of patients.
    public const string PatientExists = "patient-exists";
    public const string CardNumberTaken = "card-number-taken";
    public const string AlreadyMerged = "already-merged";
    public const string MergedLater = "merged-later";
    public const string PolicyExists = "policy-exists";
    public const string BadPolicy = "bad-policy";

    // What is wrong with a roster rule, or with the words for it.
    public const string RosterUnread = "roster-unread";
    public const string RosterUnclear = "roster-unclear";
    public const string EndsBeforeStart = "ends-before-start";
    public const string HoursOverlap = "hours-overlap";
    public const string BreakOutsideHours = "break-outside-hours";
    public const string QuotaAboveAll = "quota-above-all";
    public const string EmptyRotation = "empty-rotation";
    public const string NoDaysLeft = "no-days-left";
    public const string AccessContradiction = "access-contradiction";

    // Shape of the request.
    public const string Invalid = "invalid";
    public const string Required = "required";
    public const string TooLong = "too-long";
    public const string BadPhone = "bad-phone";
    public const string BadEmail = "bad-email";
    public const string BadDate = "bad-date";
    public const string BadCharacters = "bad-characters";
    public const string BadValue = "bad-value";
    public const string OutOfRange = "out-of-range";
    public const string ZoneInUse = "zone-in-use";
    public const string PaymentNotOffered = "payment-not-offered";
    public const string NoMailServer = "no-mail-server";
    public const string NoAddress = "no-address";
    public const string NameTaken = "name-taken";
    public const string FromAfterTo = "from-after-to";
    public const string PeriodTooLong = "period-too-long";
    public const string BeyondVisit = "beyond-visit";
    public const string LengthMissing = "length-missing";
    public const string UnknownDeviceKind = "unknown-device-kind";
    public const string PhotoTooLarge = "photo-too-large";
    public const string PhotoTooWide = "photo-too-wide";
    public const string NotAPhoto = "not-a-photo";
    public const string NotFound = "not-found";
    public const string Forbidden = "forbidden";
    public const string TooLarge = "too-large";
    public const string UnsupportedMediaType = "unsupported-media-type";
    public const string MethodNotAllowed = "method-not-allowed";
    public const string Unavailable = "unavailable";
    public const string Unexpected = "unexpected";

    // What is wrong with a change of rosters, and why a visit cannot stay where it is.
    public const string UnknownSite = "unknown-site";
    public const string UnknownRoom = "unknown-room";
    public const string RetiredRoom = "retired-room";
    public const string RoomOfOtherSite = "room-of-other-site";
    public const string RoomTwice = "room-twice";
    public const string RetiredVisitType = "retired-visit-type";
    public const string VisitTooLong = "visit-too-long";
    public const string FiveMinutes = "five-minutes";
    public const string OtherRoom = "other-room";
    public const string OutOfOrder = "out-of-order";

    // What is wrong with a change of users.
    public const string LastAdministrator = "last-administrator";
    public const string UserNameTaken = "user-name-taken";
    public const string PasswordTooShort = "password-too-short";
    public const string PasswordTooPlain = "password-too-plain";

    // Why something cannot be undone.
    public const string AlreadyUndone = "already-undone";
    public const string CannotUndo = "cannot-undo";
}
