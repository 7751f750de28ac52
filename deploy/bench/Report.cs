using System.Globalization;

namespace Clinic.Bench;

/// <summary>One line of the table at the end.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Found">The number, with its unit.</param>
/// <param name="Wanted">The goal, as words.</param>
/// <param name="Met">Whether it was reached; null where there is none.</param>
public sealed record Finding(string Name, string Found, string Wanted, bool? Met);

/// <summary>Everything a run showed.</summary>
public sealed class Report
{
    private readonly List<Finding> findings = [];

    /// <summary>Requests that were not answered as they should have been.</summary>
    public int Failed { get; private set; }

    /// <summary>Goals that were not reached.</summary>
    public int Missed => findings.Count(f => f.Met == false);

    public void Add(string name, string found, string wanted = "", bool? met = null) => findings.Add(new(name, found, wanted, met));

    /// <summary>A measurement beside the trivial or bare one of the same run.</summary>
    public void Ratio(string name, Measured measured, Measured beside, double wanted, double? longest = null)
    {
        var ratio = measured.PerSecond / beside.PerSecond;
        Add($"{name}: ratio", ratio.ToString("P0", CultureInfo.InvariantCulture), $"at least {wanted:P0}", ratio >= wanted);
        Add($"{name}: processor for one", string.Create(CultureInfo.InvariantCulture, $"{measured.Processor:F3} ms"), string.Create(CultureInfo.InvariantCulture, $"beside {beside.Processor:F3} ms"));
        if (longest is { } most)
        {
            Add($"{name}: p95", string.Create(CultureInfo.InvariantCulture, $"{measured.P95:F1} ms"), $"under {most} ms", measured.P95 < most);
        }
    }

    public void Count(Measured measured) => Failed += measured.Failed;

    public void Fault(string what)
    {
        Failed++;
        Add(what, "failed", "", false);
    }

    public void Memory(string name, long peak) =>
        Add($"{name}: memory of the server", string.Create(CultureInfo.InvariantCulture, $"{peak >> 20} MiB"), "under 300 MiB", peak < 300L << 20);

    public void Write()
    {
        Console.WriteLine();
        foreach (var finding in findings)
        {
            var sign = finding.Met switch { true => "ok", false => "MISSED", null => "" };
            Console.WriteLine($"{finding.Name,-66} {finding.Found,14}   {finding.Wanted,-18} {sign}");
        }

        Console.WriteLine($"{(Failed == 0 ? "no request" : Failed)} failed, {(Missed == 0 ? "no goal" : Missed)} missed");
    }
}
