using System.Globalization;
using Clinic.Domain.Database;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Clinic.Tests.Bookings.Model;

/// <summary>
/// Random lives of a small clinic, step by step beside a model that is nothing but lists. What the one refuses the other must refuse for the same reason,
/// and at the end both must agree on every cell. A failure is shrunk and printed with its seed; CLINIC_TEST_SEED repeats a run.
/// </summary>
public sealed class ModelTests
{
    private const int Lives = 4;
    private const int Steps = 350;

    /// <summary>What must have happened in a run, or it proves little: whatever can be done was done, and refused for each kind of reason.</summary>
    private static readonly string[] Wanted =
    [
        "Hold yes", "Book yes", "BookHold yes", "Move yes", "Cancel yes", "Release yes", "Extend yes", "Override yes", "Roster away", "Roster back",
        " slot-taken", " patient-overlap", " room-busy", " device-busy", " quota", " hold-expired",
    ];

    [Theory, Hosting.EveryDatabase]
    public void A_clinic_answers_every_step_of_a_random_life_as_the_model_does(DatabaseProvider provider)
    {
        var seed = Environment.GetEnvironmentVariable("CLINIC_TEST_SEED") is { Length: > 0 } given
            ? ulong.Parse(given, CultureInfo.InvariantCulture)
            : (ulong)Random.Shared.NextInt64();
        TestContext.Current.TestOutputHelper?.WriteLine($"CLINIC_TEST_SEED={seed}");
        var step = Gen.Four(Gen.Choose(0, 9_999)).Select(n => new Step(n.Item1 % Step.Kinds, n.Item2, n.Item3, n.Item4));
        var lives = Arb.From(Gen.ArrayOf(step, Steps), Shrink);
        var tally = new SortedDictionary<string, int>(StringComparer.Ordinal);
        Prop.ForAll(lives, life => Life.Run(provider, life, tally).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Lives).WithReplay(seed, 1));

        var outcomes = string.Join(", ", tally.Select(t => $"{t.Key}: {t.Value}"));
        var missing = Wanted.Where(w => !tally.Keys.Any(k => k.EndsWith(w, StringComparison.Ordinal))).ToList();
        TestContext.Current.TestOutputHelper?.WriteLine(outcomes);
        Assert.True(missing.Count == 0, $"never: {string.Join(", ", missing)}; CLINIC_TEST_SEED={seed}; {outcomes}");
    }

    /// <summary>Leaves out halves, quarters… and single steps.</summary>
    private static IEnumerable<Step[]> Shrink(Step[] life)
    {
        for (var size = life.Length / 2; size > 0; size /= 2)
        {
            for (var at = 0; at + size <= life.Length; at += size)
            {
                yield return [.. life.Take(at), .. life.Skip(at + size)];
            }
        }
    }
}
