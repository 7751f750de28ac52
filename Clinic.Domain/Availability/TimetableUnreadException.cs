namespace Clinic.Domain.Availability;

/// <summary>
/// The timetable could not be read for somebody else, just now. An exception of one's own for each who waited: one that many throw again gathers the traces of all of
/// them, until writing it down is all that the program does.
/// </summary>
public sealed class TimetableUnreadException(Exception cause) : Exception("the timetable could not be read", cause);
