using System.Diagnostics;
using System.Globalization;
using Clinic.Domain.Database;
using Clinic.Tests.Hosting;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Clinic.Tests.Bookings.Model;

/// <summary>
/// Random lives of a small clinic, step by step beside a model that is nothing but lists. What the one refuses the other must refuse for the same reason,
/// and at the end both must agree on every cell. A failure is shrunk and printed with its seed; CLINIC_TEST_SEED repeats a run. The variable
/// <c>CLINIC_MODEL</c> says how many lives; <c>deploy/test --model</c> lives 60 on each database, 21,000 steps.
/// </summary>
[Long]
public sealed class ModelTests
{
    private const int Lives = 4;
    private const int Steps = 350;
    private const ulong MostMore = 6;
    private static readonly TimeSpan ShrinkTime = TimeSpan.FromMinutes(5);

    /// <summary>What must have happened in a run, or it proves little: whatever can be done was done, and refused for each kind of reason.</summary>
    private static readonly string[] Wanted =
    [
        "Hold yes", "Book yes", "BookHold yes", "Move yes", "Cancel yes", "Release yes", "Extend yes", "Override yes", "Plan yes", "Commit yes",
        "Commit AddAbsence", "Commit RemoveAbsence", "Commit AddException", "Commit RemoveException", "Commit SetLines", "Commit Move", "Commit Keep", "Commit Displace",
        "Commit version-mismatch",
        " slot-taken", " patient-overlap", " room-busy", " device-busy", " quota", " hold-expired",
    ];

    [Theory, Hosting.EveryDatabase]
    public void A_clinic_answers_every_step_of_a_random_life_as_the_model_does(DatabaseProvider provider)
    {
        var seed = Environment.GetEnvironmentVariable("CLINIC_TEST_SEED") is { Length: > 0 } given
            ? ulong.Parse(given, CultureInfo.InvariantCulture)
            : (ulong)Random.Shared.NextInt64();
        TestContext.Current.TestOutputHelper?.WriteLine($"CLINIC_TEST_SEED={seed}");
        var shrinking = new Stopwatch();
        var step = Gen.Four(Gen.Choose(0, 9_999)).Select(n => new Step(n.Item1 % Step.Kinds, n.Item2, n.Item3, n.Item4));
        var lives = Arb.From(Gen.ArrayOf(step, Steps), life => Shrink(life, shrinking));
        var count = int.TryParse(Environment.GetEnvironmentVariable("CLINIC_MODEL"), CultureInfo.InvariantCulture, out var wanted) ? wanted : Lives;
        var tally = new SortedDictionary<string, int>(StringComparer.Ordinal);
        Live(count, seed);

        // What few lives did not meet, a few more do.
        List<string> missing;
        for (var more = 1UL; (missing = Missing()).Count > 0 && more <= MostMore; more++)
        {
            Live(1, seed + more);
        }

        var outcomes = string.Join(", ", tally.Select(t => $"{t.Key}: {t.Value}"));
        TestContext.Current.TestOutputHelper?.WriteLine($"at least {count * Steps} steps: {outcomes}");
        Assert.True(missing.Count == 0, $"never: {string.Join(", ", missing)}; CLINIC_TEST_SEED={seed}; {outcomes}");

        void Live(int many, ulong from) => Prop.ForAll(lives, life => Life.Run(provider, life, tally).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(many).WithReplay(from, 1));

        List<string> Missing() => [.. Wanted.Where(w => !tally.Keys.Any(k => k.EndsWith(w, StringComparison.Ordinal)))];
    }

    /// <summary>Leaves out halves, quarters… and single steps, as long as there is time: whoever waits for a test is told sooner, if of a longer life.</summary>
    private static IEnumerable<Step[]> Shrink(Step[] life, Stopwatch shrinking)
    {
        shrinking.Start();
        for (var size = life.Length / 2; size > 0; size /= 2)
        {
            for (var at = 0; at + size <= life.Length && shrinking.Elapsed < ShrinkTime; at += size)
            {
                yield return [.. life.Take(at), .. life.Skip(at + size)];
            }
        }
    }
}
