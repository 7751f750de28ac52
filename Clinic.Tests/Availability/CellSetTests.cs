using Clinic.Domain.Availability;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Clinic.Tests.Availability;

public sealed class CellSetTests
{
    [Fact]
    public void Behaves_as_a_set_of_numbers_does()
    {
        var step =
            from add in Gen.Elements(true, false)
            from first in Gen.Choose(-20, 320)
            from length in Gen.Choose(0, 140)
            select (add, first, length);
        Prop.ForAll(step.ListOf().ToArbitrary(), list =>
        {
            var cells = new CellSet(7, 290);
            var model = new HashSet<int>();
            foreach (var (add, first, length) in list)
            {
                var range = Enumerable.Range(first, length).Where(c => c is >= 7 and < 290);
                if (add)
                {
                    cells.Add(first, first + length);
                    model.UnionWith(range);
                }
                else
                {
                    cells.Remove(first, first + length);
                    model.ExceptWith(range);
                }
            }

            var runs = cells.Runs().ToList();
            return Enumerable.Range(-30, 360).All(c => cells[c] == model.Contains(c))
                && runs.SelectMany(r => Enumerable.Range(r.First, r.End - r.First)).SequenceEqual(model.Order())
                && runs.Zip(runs.Skip(1)).All(p => p.First.End < p.Second.First)
                && Enumerable.Range(-30, 340).All(c => cells.Any(c, c + 9) == Enumerable.Range(c, 9).Any(model.Contains));
        }).QuickCheckThrowOnFailure();
    }
}
