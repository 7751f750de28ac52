namespace Clinic.Web.Rooms;

/// <summary>Marks the texts of rooms.</summary>
public sealed class RoomTexts;
