using Clinic.Domain.Rosters.Words;
using Clinic.Domain.VisitTypes;

namespace Clinic.Domain.Availability.Wishes;

/// <summary>What the clinic's own people, specialties, visits and places are called when somebody asks for them.</summary>
internal sealed class WishNames
{
    // Said for the same specialty, whatever its name here.
    private static readonly string[][] Synonyms =
    [
        ["оториноларинголог", "отоларинголог", "лор", "ухогорлонос", "ухо", "ent", "orl", "otolaryngologist", "otorhinolaryngologist"],
        ["офтальмолог", "окулист", "глазной", "глазник", "eye", "ophthalmologist", "oculist", "ophtalmologue", "ophtalmo"],
        ["невролог", "невропатолог", "neurologist", "neurologue"],
        ["терапевт", "gp", "generaliste", "internist", "therapist", "practitioner"],
        ["педиатр", "детский", "paediatrician", "pediatrician", "pediatre"],
        ["дерматолог", "кожный", "skin", "dermatologist", "dermatologue", "dermato"],
        ["гинеколог", "gynaecologist", "gynecologist", "gynecologue", "gyneco"],
        ["стоматолог", "зубной", "dentist", "dentiste"],
        ["кардиолог", "cardiologist", "cardiologue", "cardio"],
        ["хирург", "surgeon", "chirurgien"],
        ["уролог", "urologist", "urologue"],
        ["психиатр", "psychiatrist", "psychiatre"],
        ["эндокринолог", "endocrinologist", "endocrinologue", "endocrino"],
        ["ортопед", "травматолог", "orthopaedist", "orthopedist", "orthopediste"],
    ];

    private static readonly HashSet<string> Common =
    [
        "врач", "доктор", "специалист", "doctor", "specialist", "medecin", "specialiste", "general", "прием", "визит", "консультация", "visit", "appointment", "consultation", "visite",
        "клиника", "филиал", "корпус", "clinic", "clinique", "branch", "site", "улица", "ул", "проспект", "дом", "д", "город", "г", "street", "st", "rue", "avenue", "москва", "moscow", "moscou",
    ];

    private readonly ClinicFacts facts;
    private readonly List<(DoctorId Id, WordForms[] Family, WordForms Given, WordForms[] Middle)> doctors;

    internal WishNames(ClinicFacts facts)
    {
        this.facts = facts;
        doctors = [.. facts.Doctors.Values.Select(d => (
            d.Id, NameTable<DoctorId>.Tokens(d.Family).Where(t => t.Length > 1).Select(t => new WordForms(t)).ToArray(),
            new WordForms(NameTable<DoctorId>.Tokens(d.Given).FirstOrDefault() ?? ""), NameTable<DoctorId>.Tokens(d.Middle ?? "").Select(t => new WordForms(t)).ToArray()))];
        var practised = facts.Doctors.Keys.SelectMany(d => facts.Specialties[d]).ToHashSet();
        foreach (var (id, name) in facts.SpecialtyNames.Where(s => practised.Contains(s.Key)))
        {
            var names = All(name);
            var words = names.SelectMany(NameTable<SpecialtyId>.Tokens).ToHashSet();
            Specialties.Add(id, names, Synonyms.Where(g => g.Any(words.Contains)).SelectMany(g => g), Common.Contains);
        }

        foreach (var type in Types)
        {
            VisitTypes.Add(type.Id, All(type.Name), [], Common.Contains);
        }

        foreach (var site in facts.Sites.Values)
        {
            Sites.Add(site.Id, All(site.Name), [], Common.Contains);
            Sites.Add(site.Id, [], All(site.Address).SelectMany(NameTable<SiteId>.Tokens).Where(w => w.Length > 4 && !Common.Contains(w)).Distinct(), Common.Contains);
        }

        foreach (var room in facts.Rooms.Values.Where(r => r.Active))
        {
            Rooms.Add(room.Id, [room.Name], [], _ => false);
        }
    }

    internal NameTable<SpecialtyId> Specialties { get; } = new();

    internal NameTable<VisitTypeId> VisitTypes { get; } = new();

    internal NameTable<SiteId> Sites { get; } = new();

    internal NameTable<RoomId> Rooms { get; } = new();

    private IEnumerable<VisitType> Types => facts.Offers.SelectMany(o => o).Select(o => o.Type).DistinctBy(t => t.Id);

    /// <summary>Types of first or repeat visits: as they are marked, else as they are called.</summary>
    internal IReadOnlyList<VisitTypeId> OfKind(VisitKind kind, string word)
    {
        var marked = Types.Where(t => t.Kind == kind).Select(t => t.Id).ToList();
        return marked.Count > 0 ? marked
            : [.. Types.Where(t => t.Kind == VisitKind.Any && All(t.Name).SelectMany(NameTable<VisitTypeId>.Tokens).Any(w => new WordForms(w).Distance(word) <= WordForms.Inflected)).Select(t => t.Id)];
    }

    /// <summary>Doctors by family name, with given names or initials behind or before it; or by given name and patronymic.</summary>
    internal NameHit<DoctorId>? Doctors(IReadOnlyList<Token> tokens, int at)
    {
        var best = (Ids: new List<DoctorId>(), Tokens: 0, Distance: WordForms.Else, Whole: false);
        foreach (var doctor in doctors)
        {
            if (Match(doctor.Family, doctor.Given, doctor.Middle, tokens, at) is not { } hit)
            {
                continue;
            }

            var order = (hit.Distance >= WordForms.Begun).CompareTo(best.Distance >= WordForms.Begun);
            order = order != 0 ? order : best.Tokens.CompareTo(hit.Tokens);
            order = order != 0 ? order : hit.Distance.CompareTo(best.Distance);
            if (order < 0)
            {
                best = ([doctor.Id], hit.Tokens, hit.Distance, hit.Whole);
            }
            else if (order == 0)
            {
                best.Ids.Add(doctor.Id);
            }
        }

        return best.Ids.Count > 0 ? new NameHit<DoctorId>(best.Ids, best.Tokens, best.Distance, best.Whole) : null;
    }

    private static (int Tokens, int Distance, bool Whole)? Match(WordForms[] family, WordForms given, WordForms[] middle, IReadOnlyList<Token> tokens, int at)
    {
        if (Family(family, tokens, at) is { } named)
        {
            var next = at + named.Tokens;
            var end = Given(given, tokens, next) is { } first ? middle.Aggregate(first, (behind, word) => Given(word, tokens, behind) ?? behind) : next;
            return (end - at, named.Distance, end > next);
        }

        // "Марина Викторовна", "Anna Petrova": a given name alone is nobody's.
        if (given.Distance(tokens[at].Text) > WordForms.Inflected)
        {
            return null;
        }

        var second = at + 1;
        if (second < tokens.Count && Family(family, tokens, second) is { Distance: <= WordForms.Inflected } behind)
        {
            return (1 + behind.Tokens, behind.Distance, true);
        }

        return middle.Length > 0 && second < tokens.Count && middle[0].Distance(tokens[second].Text) is <= WordForms.Inflected and var far
            ? second + 1 < tokens.Count && Family(family, tokens, second + 1) is { } last ? (2 + last.Tokens, Math.Max(far, last.Distance), true) : (2, far, true)
            : null;
    }

    private static (int Tokens, int Distance)? Family(WordForms[] family, IReadOnlyList<Token> tokens, int at)
    {
        if (family.Length == 0 || tokens[at].Kind != TokenKind.Word)
        {
            return null;
        }

        var least = family.Min(f => f.Distance(tokens[at].Text));
        if (least == WordForms.Else)
        {
            return null;
        }

        // Both halves of a double name, with or without its hyphen.
        var (next, end) = (at + 1, at + 1);
        while (next < tokens.Count && (tokens[next].Text == "-" || family.Any(f => f.Distance(tokens[next].Text) <= WordForms.Inflected)))
        {
            end = tokens[next].Text == "-" ? end : next + 1;
            next++;
        }

        return (end - at, least);
    }

    /// <summary>Where the text goes on behind the given name or its initial; null where neither stands here.</summary>
    private static int? Given(WordForms name, IReadOnlyList<Token> tokens, int at)
    {
        if (at >= tokens.Count || tokens[at].Kind != TokenKind.Word || name.Text.Length == 0)
        {
            return null;
        }

        var text = tokens[at].Text;
        if (text.Length > 1)
        {
            return name.Distance(text) <= WordForms.Inflected ? at + 1 : null;
        }

        // A letter alone is an initial where a dot follows; else it may be a preposition.
        return text[0] == name.Text[0] && at + 1 < tokens.Count && tokens[at + 1].IsMark('.') ? at + 2 : null;
    }

    private static List<string> All(LocalText text) => [.. new[] { text.Ru, text.En, text.Fr }.Where(t => t.Length > 0)];
}
