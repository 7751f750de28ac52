using System.Diagnostics;
using System.Globalization;
using Clinic.Bench.Clinics;
using Clinic.Bench.Servers;
using Clinic.Domain.Patients;
using Clinic.Domain.Users;

namespace Clinic.Bench.Scenarios;

/// <summary>Searching and reading cards among half a million patients and two million visits.</summary>
internal sealed class People(Options options, Report report)
{
    private const int Patients = 500_000;
    private const int Bookings = 2_000_000;
    private const int Doctors = 200;
    private const int Days = 14;
    private const double Blink = 100;
    private const int Looks = 12;

    private static readonly string[] DeskPages =
        ["/board", "/board?view=rooms", "/board?view=week", "/find?specialty=1", "/waiting", "/inbox", "/patients", "/journal", "/messages", "/rosters", "/rosters/1", "/displaced", "/doctors", "/visit-types", "/rooms", "/specialties"];

    private static readonly Actor Registrar = Actor.Of("registrar", [Roles.Registrar], null);

    public async Task Run()
    {
        foreach (var provider in options.Databases)
        {
            await using var place = await Place.Create(provider);
            var clinic = await Furniture.Put(place, Doctors, Days, devices: false);
            await BookedDays.Put(place, clinic, Days);
            var clock = Stopwatch.StartNew();
            var some = await Crowd.Put(place, clinic, Patients, Bookings);
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
            var ids = Enumerable.Range(0, 50).Select(i => string.Create(CultureInfo.InvariantCulture, $"{1 + (i * 9_973 % Patients)}")).ToList();
            await Measure($"people {provider}: a card", ids, async id => (await card.Run(new(int.Parse(id, CultureInfo.InvariantCulture)), Registrar, CancellationToken.None)).Ok);
            await Measure($"people {provider}: a page of its visits", ids, async id => (await visits.Run(new(int.Parse(id, CultureInfo.InvariantCulture)), false, 0, Registrar, CancellationToken.None)).Ok);
            await Measure($"people {provider}: duplicates", [.. some.Take(50).Select(p => p.Phone)], async phone =>
                (await duplicates.Run(new() { Family = "Иванов", Given = "Иван", Phone = phone, BirthDate = new(1980, 1, 31) }, null, Registrar, CancellationToken.None)).Ok);
            await Pages(place);
        }
    }

    /// <summary>Each page of the desk as the server sends it: milliseconds and queries.</summary>
    private async Task Pages(Place place)
    {
        await Desk.Add(place);
        var url = Server.FreeUrl();
        await using var app = Desk.Intranet(place, url);
        await app.StartAsync();
        using var http = new HttpClient { BaseAddress = new(url) };
        await Desk.SignIn(http);
        using var queries = new QueryCount();
        foreach (var path in DeskPages.Append("/patients/7919"))
        {
            var (times, asked) = (new List<double>(), 0L);
            for (var i = 0; i < Looks; i++)
            {
                var (before, clock) = (queries.Count, Stopwatch.StartNew());
                using var answer = await http.GetAsync(path);
                await answer.Content.ReadAsByteArrayAsync();
                times.Add(clock.Elapsed.TotalMilliseconds);
                asked = queries.Count - before;
                if (!answer.IsSuccessStatusCode)
                {
                    report.Fault($"people: {path} answered {(int)answer.StatusCode}");
                }
            }

            var p50 = times.Skip(Looks / 2).Order().ElementAt(Looks / 4);
            report.Add($"page {Uri.UnescapeDataString(path)} {place.Settings.Provider}", string.Create(CultureInfo.InvariantCulture, $"{p50:F1} ms, {asked} queries"), $"under {Blink} ms", p50 < Blink);
        }

        await app.StopAsync();
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
