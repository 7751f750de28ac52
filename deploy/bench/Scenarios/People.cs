using System.Diagnostics;
using System.Globalization;
using Clinic.Bench.Clinics;
using Clinic.Domain.Patients;
using Clinic.Domain.Users;

namespace Clinic.Bench.Scenarios;

/// <summary>Searching and reading cards among half a million patients and two million visits, and every page that is looked at daily in such a clinic.</summary>
internal sealed class People(Options options, Report report)
{
    private const int Visits = 4;
    private const int MostDoctors = 200;
    private const int CardsOfADoctor = 2_500;
    private const int Days = 14;
    private const double Blink = 100;

    private static readonly Actor Registrar = Actor.Of("registrar", [Roles.Registrar], null);

    public async Task Run()
    {
        foreach (var provider in options.Databases)
        {
            await using var place = await Place.Create(provider);
            var clinic = await Furniture.Put(place, Math.Clamp(options.Cards / CardsOfADoctor, 1, MostDoctors), Days, devices: false);
            await BookedDays.Put(place, clinic, Days);
            var clock = Stopwatch.StartNew();
            var some = await Crowd.Put(place, clinic, options.Cards, options.Cards * Visits);
            report.Add($"people {provider}: made in", string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds:F0} s"));
            var find = (FindPatients)place.Services.GetService(typeof(FindPatients))!;
            foreach (var (kind, texts) in Questions(some))
            {
                await Measure($"people {provider}: {kind}", texts, async text =>
                {
                    var found = await find.Run(text, Registrar, CancellationToken.None);
                    return found.Ok && (found.Value.Count > 0 || kind == "nobody");
                });
            }

            var (card, visits, duplicates) = ((ReadPatientCard)place.Services.GetService(typeof(ReadPatientCard))!, (ReadPatientVisits)place.Services.GetService(typeof(ReadPatientVisits))!, (FindDuplicates)place.Services.GetService(typeof(FindDuplicates))!);
            var ids = Enumerable.Range(0, 50).Select(i => string.Create(CultureInfo.InvariantCulture, $"{1 + (i * 9_973 % options.Cards)}")).ToList();
            await Measure($"people {provider}: a card", ids, async id => (await card.Run(new(int.Parse(id, CultureInfo.InvariantCulture)), Registrar, CancellationToken.None)).Ok);
            await Measure($"people {provider}: a page of its visits", ids, async id => (await visits.Run(new(int.Parse(id, CultureInfo.InvariantCulture)), false, 0, Registrar, CancellationToken.None)).Ok);
            await Measure($"people {provider}: duplicates", [.. some.Take(50).Select(p => p.Phone)], async phone =>
                (await duplicates.Run(new() { Family = "Иванов", Given = "Иван", Phone = phone, BirthDate = new(1980, 1, 31) }, null, Registrar, CancellationToken.None)).Ok);
            await new Pages(report).Run(place, clinic, options.Cards);
        }
    }

    private async Task Measure(string name, IReadOnlyList<string> inputs, Func<string, Task<bool>> ask)
    {
        await ask(inputs[0]);
        await ask(inputs[^1]);
        var (times, failed) = (new List<double>(), 0);
        foreach (var input in inputs)
        {
            var clock = Stopwatch.StartNew();
            failed += await ask(input) ? 0 : 1;
            times.Add(clock.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        var p95 = times[(int)(times.Count * 0.95)];
        report.Add(name, string.Create(CultureInfo.InvariantCulture, $"p50 {times[times.Count / 2]:F1}, p95 {p95:F1} ms"), $"under {Blink} ms", p95 < Blink);
        if (failed > inputs.Count / 10)
        {
            report.Fault(string.Create(CultureInfo.InvariantCulture, $"{name}: {failed} found nobody"));
        }
    }

    private static IEnumerable<(string Kind, IReadOnlyList<string> Texts)> Questions(IReadOnlyList<Patient> all)
    {
        var random = new Random(7);
        var some = all.Take(60).ToList();
        yield return ("whole name", Of(p => $"{p.Family} {p.Given} {p.Middle}"));
        yield return ("family name", Of(p => p.Family));
        yield return ("first letters", Of(p => p.Family[..2]));
        yield return ("family and initial letters", Of(p => $"{p.Family} {p.Given[..2]}"));
        yield return ("given name first", Of(p => $"{p.Given} {p.Family}"));
        yield return ("given name alone", Of(p => p.Given));
        yield return ("one slip", Of(p => Slip(p.Family, random)));
        yield return ("one slip in the given name", Of(p => $"{p.Family} {Slip(p.Given, random)}"));
        yield return ("other layout", Of(p => string.Concat(p.Family.ToLowerInvariant().Select(Key))));
        yield return ("end of the phone", Of(p => p.Phone[^4..]));
        yield return ("whole phone", Of(p => Phone.Format(p.Phone)));
        yield return ("birth date", Of(p => p.BirthDate!.Value.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture)));
        yield return ("six digits of a birth date", Of(p => p.BirthDate!.Value.ToString("ddMMyy", CultureInfo.InvariantCulture)));
        yield return ("name and year", Of(p => string.Create(CultureInfo.InvariantCulture, $"{p.Family} {p.BirthDate!.Value.Year}")));
        yield return ("two letters and year", Of(p => string.Create(CultureInfo.InvariantCulture, $"{p.Family[..3]} {p.BirthDate!.Value.Year}")));
        yield return ("slip and year", Of(p => string.Create(CultureInfo.InvariantCulture, $"{Slip(p.Family, random)} {p.BirthDate!.Value.Year}")));
        yield return ("parts of name and phone", Of(p => $"{p.Family[..3]} {p.Given[..3]} {p.Phone[^4..]}"));
        yield return ("card number", [.. all.Where(p => p.CardNumber is not null).Take(60).Select(p => p.CardNumber!)]);
        yield return ("nobody", Of(p => $"{Slip(Slip(Slip(p.Family, random), random), random)}щщ"));

        List<string> Of(Func<Patient, string> text) => some.ConvertAll(p => text(p));
    }

    private static string Slip(string word, Random random)
    {
        var at = random.Next(1, word.Length - 1);
        return random.Next(4) switch
        {
            0 => word[..at] + word[(at + 1)..],
            1 => word[..at] + 'ж' + word[(at + 1)..],
            2 => word[..at] + word[at] + word[at..],
            _ => word[..at] + word[at + 1] + word[at] + word[(at + 2)..],
        };
    }

    private static char Key(char letter) => "йцукенгшщзхъфывапролджэячсмитьбюё".IndexOf(letter, StringComparison.Ordinal) is >= 0 and var key ? "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"[key] : letter;
}
