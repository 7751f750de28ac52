namespace Clinic.Domain.Rosters.Words;

/// <summary>Rules under what is said in front of them.</summary>
internal sealed class Group
{
    internal List<Clause> Leading { get; init; } = [];

    internal List<OffClause> Off { get; } = [];

    internal List<Draft> Drafts { get; } = [];
}

/// <summary>
/// A part of a sentence between semicolons, its clauses dealt out to rules. What stands between two rules belongs to the side that no comma parts it from;
/// where it leads the second, it opens a group.
/// </summary>
internal sealed class Part
{
    private readonly IReadOnlyList<Clause> clauses;
    private readonly List<Group> groups = [new()];
    private Draft? draft;
    private Draft? before;

    internal Part(IReadOnlyList<Clause> clauses)
    {
        this.clauses = clauses;
        for (var i = 0; i < clauses.Count;)
        {
            var end = i;
            while (end < clauses.Count && clauses[end] is not (DaysClause or HoursClause))
            {
                end++;
            }

            if (end > i)
            {
                AddTails([.. clauses.Skip(i).Take(end - i)], end < clauses.Count ? clauses[end] : null);
                i = end;
            }
            else if (clauses[i++] is DaysClause days)
            {
                AddDays(days);
            }
            else
            {
                AddHours((HoursClause)clauses[i - 1]);
            }
        }

        foreach (var group in groups)
        {
            group.Drafts.ForEach(d => d.Off.AddRange(group.Off));
        }
    }

    internal IReadOnlyList<Group> Groups => groups;

    internal Clause? Doubt { get; private set; }

    private void AddDays(DaysClause days)
    {
        if (draft is null || (draft.Hours.Count > 0 && !(draft.HoursFirst && (draft.Days.Count == 0 || !days.AfterComma))))
        {
            Begin(new() { Apart = days.AfterComma });
        }

        draft!.Days.Add(days);
    }

    private void AddHours(HoursClause hours)
    {
        if (draft is null)
        {
            Begin(new() { HoursFirst = before is null, Apart = hours.AfterComma });
            Continue(before, hours);
            Doubt ??= before is not null && !groups[^1].Leading.Exists(l => before.Says(l) || groups[^2].Leading.Exists(l.IsLike)) ? hours : null;
        }
        else if (draft.HoursFirst && draft.Days.Count > 0)
        {
            Begin(new() { HoursFirst = true, Apart = hours.AfterComma });
        }
        else if (draft.Closing.Exists(c => c is not (BreakClause or ReleaseClause)))
        {
            var last = draft;
            Begin(new() { Apart = true });
            Continue(last, hours);
            Doubt ??= last.Closing.Exists(c => c is not (BreakClause or ReleaseClause) && !SaidLater(c, hours)) ? hours : null;
        }

        draft!.Hours.Add(hours);
    }

    private void Begin(Draft next) => groups[^1].Drafts.Add(draft = next);

    /// <summary>More hours on the days of the rule before.</summary>
    private void Continue(Draft? last, HoursClause hours)
    {
        if (last is not null)
        {
            draft!.Days.AddRange(last.Days);
            Doubt ??= draft.Days.Count > 0 && groups.SelectMany(g => g.Drafts).Any(d => d.Days.Count > 0 && !d.Days.SequenceEqual(draft.Days)) && before is not null ? hours : null;
        }
    }

    private bool SaidLater(Clause said, HoursClause hours) =>
        clauses.SkipWhile(c => c != hours).Skip(1).TakeWhile(c => c is not (DaysClause or HoursClause)).Any(c => c.IsLike(said));

    private void AddTails(List<Clause> run, Clause? next)
    {
        var parted = TakeOff(run, next);
        if (draft is null)
        {
            groups[^1].Leading.AddRange(run);
        }
        else if (next is null || !draft.IsComplete(next))
        {
            Close(run, last: next is null);
        }
        else if (run.Count > 0)
        {
            Doubt ??= run[^1].IsList && !next.AfterComma ? run[^1] : null;
            var stay = Stay(run, next, parted);
            Close(run[..stay], last: false);
            if (stay < run.Count)
            {
                groups.Add(new() { Leading = run[stay..] });
                (before, draft) = (draft, null);
            }
        }
    }

    // Answers where a comma stood before what was taken out: it still parts what is left.
    private List<int> TakeOff(List<Clause> run, Clause? next)
    {
        var parted = new List<int>();
        for (var i = run.FindIndex(c => c is OffClause); i >= 0; i = run.FindIndex(c => c is OffClause))
        {
            var off = (OffClause)run[i];
            var dated = (i > 0 && run[i - 1] is ValidityClause dates && (dates.AfterComma || !off.AfterComma)) || (i + 1 < run.Count && run[i + 1] is ValidityClause && !run[i + 1].AfterComma && next is null);
            Doubt ??= dated || (i == run.Count - 1 && next is HoursClause) ? off : null;
            groups[^1].Off.Add(off);
            run.RemoveAt(i);
            if (off.AfterComma)
            {
                parted.Add(i);
            }
        }

        return parted;
    }

    private void Close(List<Clause> run, bool last)
    {
        var comma = false;
        foreach (var tail in run)
        {
            comma |= tail.AfterComma;
            draft!.Tails.Add(tail);
            if (draft.Hours.Count == 0)
            {
                continue;
            }

            draft.Closing.Add(tail);
            if (last && (comma || !draft.Apart || tail is ReleaseClause))
            {
                draft.Shared.Add(tail);
            }
            else if (last && tail is ExceptClause or FilterClause or ValidityClause)
            {
                Doubt ??= groups.SelectMany(g => g.Drafts).Any(d => !d.Says(tail)) && !Leads(tail) ? tail : null;
            }
        }
    }

    private bool Leads(Clause tail) => groups[^1].Leading.Exists(l => l.IsLike(tail));

    /// <summary>How many of the tails between two rules belong to the first.</summary>
    private int Stay(List<Clause> run, Clause next, List<int> parted)
    {
        var commas = Enumerable.Range(0, run.Count + 1).Where(i => parted.Contains(i) || (i < run.Count ? run[i].AfterComma : next.AfterComma)).ToList();
        if (commas.Count == 1)
        {
            return commas[0];
        }

        var leader = run.FindIndex(Leads);
        if (leader >= 0)
        {
            var comma = commas.LastOrDefault(c => c <= leader, -1);
            Doubt ??= commas.Count > 1 && comma < 0 ? run[leader] : null;
            return comma < 0 ? leader : comma;
        }

        var stay = commas.Count > 0 ? commas[^1] : run.Count;
        var closing = clauses.Reverse().TakeWhile(c => c is not (DaysClause or HoursClause)).ToList();
        Doubt ??= stay == run.Count ? run.Find(t => t is ValidityClause or ExceptClause or FilterClause && !closing.Exists(t.IsLike)) : null;
        return stay;
    }
}
