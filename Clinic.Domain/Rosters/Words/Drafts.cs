namespace Clinic.Domain.Rosters.Words;

/// <summary>
/// Deals the clauses of a sentence out to rules. What is said behind the last rule of a part (parts end with a semicolon), behind a comma, belongs to all rules of the part
/// that say nothing of it themselves; a part that holds no days and hours belongs to all rules before it, and one that ends in a colon to all rules.
/// </summary>
internal static class Drafts
{
    internal static IReadOnlyList<Draft> Of(IReadOnlyList<IReadOnlyList<Clause>> segments)
    {
        var all = new List<Draft>();
        var heading = new List<Clause>();
        foreach (var segment in segments)
        {
            var (leading, drafts) = Deal(segment);
            if (drafts.Count == 0)
            {
                Share(leading, all);
                if (all.Count == 0)
                {
                    heading.AddRange(leading);
                }

                continue;
            }

            if (all.Count == 0 && leading.Count > 0 && leading[^1].BeforeColon)
            {
                heading.AddRange(leading);
            }
            else
            {
                Share(leading, drafts);
            }

            Share(drafts[^1].Shared, drafts);
            all.AddRange(drafts);
        }

        if (all.Count == 0 && heading.Count > 0)
        {
            all.Add(new());
        }

        Share(heading, all);
        return all;
    }

    private static (List<Clause> Leading, List<Draft> Drafts) Deal(IReadOnlyList<Clause> segment)
    {
        var leading = new List<Clause>();
        var drafts = new List<Draft>();
        foreach (var clause in segment)
        {
            var draft = drafts.Count > 0 ? drafts[^1] : null;
            switch (clause)
            {
                case DaysClause days:
                    if (draft is null || (draft.Hours.Count > 0 && !(draft.HoursFirst && (draft.Days.Count == 0 || !clause.AfterComma))))
                    {
                        drafts.Add(draft = new() { Apart = clause.AfterComma });
                    }

                    draft.Days.Add(days);
                    break;
                case HoursClause hours:
                    if (draft is null || (draft.HoursFirst && draft.Days.Count > 0))
                    {
                        drafts.Add(draft = new() { HoursFirst = true, Apart = clause.AfterComma });
                    }

                    draft.Hours.Add(hours);
                    break;
                default:
                    (draft?.Tails ?? leading).Add(clause);
                    if (draft is not null && IsShared(draft, clause))
                    {
                        draft.Shared.Add(clause);
                    }

                    break;
            }
        }

        return (leading, drafts);
    }

    // A room right behind its hours is theirs alone, where commas part the rules.
    private static bool IsShared(Draft draft, Clause clause) =>
        draft.Hours.Count > 0 && (clause.AfterComma || !draft.Apart || clause is ExceptClause or FilterClause or ValidityClause or ReleaseClause);

    private static void Share(IReadOnlyList<Clause> tails, IReadOnlyList<Draft> drafts)
    {
        foreach (var draft in drafts)
        {
            draft.Borrow([.. tails.Where(t => !draft.Has(t))]);
        }
    }
}
