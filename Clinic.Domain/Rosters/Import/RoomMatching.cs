using Clinic.Domain.Rooms;
using Clinic.Domain.Rosters.Workbook;

namespace Clinic.Domain.Rosters.Import;

/// <summary>Finds the rooms of a workbook among those of the site: "к. 204", "Каб. 204" and "204" are one.</summary>
internal sealed class RoomMatching(IReadOnlyList<Room> rooms, RosterImportDecisions decisions, ProblemList problems)
{
    public const int MaxNameLength = 40;

    private readonly Dictionary<string, Room> known = rooms.GroupBy(r => Key(r.Name)).ToDictionary(g => g.Key, g => g.First());
    private readonly Dictionary<string, RoomQuestion> asked = [];

    public IReadOnlyList<RoomQuestion> Questions => [.. asked.Values];

    /// <summary>The room, null for work without one, or blocked while nobody said what to do.</summary>
    public (PlannedRoom? Room, bool Blocked) Find(string name, string sheet, string address)
    {
        var key = Key(name);
        if (known.TryGetValue(key, out var room))
        {
            return (new(room.Name, room.Id), false);
        }

        if (name.Length > MaxNameLength)
        {
            problems.Error(sheet, address, name, WorkbookProblemCodes.NameTooLong, MaxNameLength.ToString(System.Globalization.CultureInfo.InvariantCulture));
            return (null, true);
        }

        if (!asked.TryGetValue(key, out var question))
        {
            asked[key] = question = new(key, name, decisions.Rooms.TryGetValue(key, out var create) ? create : decisions.CreateMissing ? true : null);
            if (question.Create is null)
            {
                problems.Error(sheet, address, name, WorkbookProblemCodes.UnknownRoom);
            }
            else if (question.Create == false)
            {
                problems.Warning(sheet, address, name, WorkbookProblemCodes.RoomLeftOut);
            }
        }

        return question.Create switch
        {
            true => (new(question.Name, null), false),
            false => (null, false),
            null => (null, true),
        };
    }

    /// <summary>For days that are not touched: asks nothing.</summary>
    public PlannedRoom Name(string name) => known.TryGetValue(Key(name), out var room) ? new(room.Name, room.Id) : new(name, null);

    private static string Key(string name) => CellText.Fold(RoomText.Read(name) ?? name);
}
