namespace Clinic.Domain.Rosters.Words;

/// <summary>
/// Deals the clauses of a sentence out to rules. What is said behind the last rule of a part (parts end with a semicolon), behind a comma, belongs to all rules of the part
/// that say nothing of it themselves; a part that holds no days and hours belongs to all rules before it, and one that ends in a colon to all rules. Exceptions add up.
/// </summary>
internal sealed class Drafts
{
    private readonly List<Draft> all = [];
    private readonly List<Clause> heading = [];
    private readonly HashSet<Clause> placed = [];
    private readonly List<OffClause> off = [];

    private Drafts(IReadOnlyList<IReadOnlyList<Clause>> segments)
    {
        foreach (var segment in segments)
        {
            Add(new Part(segment));
        }

        if (all.Count == 0 && heading.Count > 0)
        {
            all.Add(new());
        }

        ShareWithAll(heading, all);
        all.ForEach(d => d.Off.AddRange(off));
        placed.UnionWith(all.SelectMany(d => d.Tails));
        Doubt ??= segments.SelectMany(s => s).FirstOrDefault(c => c is not (DaysClause or HoursClause or OffClause) && !placed.Contains(c));
    }

    internal IReadOnlyList<Draft> All => all;

    /// <summary>The first clause that may belong to more than one rule, or that no rule can hold.</summary>
    internal Clause? Doubt { get; private set; }

    internal static Drafts Of(IReadOnlyList<IReadOnlyList<Clause>> segments) => new(segments);

    private void Add(Part part)
    {
        Doubt ??= part.Doubt;
        var drafts = part.Groups.SelectMany(g => g.Drafts).ToList();
        if (drafts.Count == 0)
        {
            AddTails(part.Groups[0]);
            return;
        }

        // Hours alone behind rules that name their days would mean every day, or the days before.
        Doubt ??= all.Concat(drafts).Any(d => d.Days.Count > 0) ? drafts.FirstOrDefault(d => d.Days.Count == 0)?.Hours[0] : null;
        ShareWithin(part, drafts);
        foreach (var group in part.Groups)
        {
            if (all.Count == 0 && group == part.Groups[0] && group.Leading is [.., { BeforeColon: true }])
            {
                heading.AddRange(group.Leading);
            }
            else
            {
                ShareWithAll(group.Leading, group.Drafts);
            }
        }

        all.AddRange(drafts);
    }

    private void AddTails(Group group)
    {
        ShareWithAll(group.Leading, all);
        off.AddRange(group.Off);
        if (all.Count == 0)
        {
            heading.AddRange(group.Leading);
        }
    }

    // Rules that say a thing themselves keep to it; one date beside another may be meant for either or both.
    private void ShareWithin(Part part, List<Draft> drafts)
    {
        foreach (var tail in drafts[^1].Shared.ToList())
        {
            foreach (var draft in drafts.SkipLast(1))
            {
                var own = draft.Tails.Where(t => t.IsLike(tail) && !drafts[^1].Shared.Contains(t)).ToList();
                if (own.Count == 0 || (tail is ExceptClause && own.TrueForAll(o => !draft.Closing.Contains(o))))
                {
                    draft.Borrow([tail]);
                }
                else if (tail is ValidityClause && own.TrueForAll(o => !o.Contradicts(tail)))
                {
                    Doubt ??= tail;
                }
            }

            if (drafts.Count > 1 && part.Groups[^1].Leading.Exists(l => l.Contradicts(tail) || (l is ValidityClause && tail is ValidityClause)))
            {
                Doubt ??= tail;
            }
        }
    }

    // What is said for all yields to what a rule says of itself.
    private void ShareWithAll(IReadOnlyList<Clause> tails, List<Draft> drafts)
    {
        foreach (var draft in drafts)
        {
            // "До 1 марта пн–пт 9–15, сб 9–12 с 2 марта": the end is not meant for both.
            Doubt ??= drafts.Count > 1 && tails.OfType<ValidityClause>().Any(t => t.To is not null) ? draft.Tails.OfType<ValidityClause>().FirstOrDefault(t => t.To is null) : null;
            var borrowed = tails.Select(t => Lent(t, draft)).OfType<Clause>().ToList();
            draft.Borrow(borrowed);
        }
    }

    private Clause? Lent(Clause tail, Draft draft)
    {
        if (tail is ValidityClause dates)
        {
            var own = draft.Tails.OfType<ValidityClause>().ToList();
            var rest = dates with { From = own.Exists(o => o.From is not null) ? null : dates.From, To = own.Exists(o => o.To is not null) ? null : dates.To };
            if (rest.From is null && rest.To is null)
            {
                return null;
            }

            placed.Add(tail);
            return rest;
        }

        return tail is ExceptClause or AccessClause or ReleaseClause || !draft.Says(tail) ? tail : null;
    }
}
