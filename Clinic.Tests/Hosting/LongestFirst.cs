using System.Reflection;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(Clinic.Tests.Hosting.LongestFirst))]

namespace Clinic.Tests.Hosting;

/// <summary>Tests of this class take so long that they begin first: begun last, they would keep everybody waiting.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class LongAttribute : Attribute;

/// <summary>Each class is a collection whose tests run one after another: the long ones begin first, then those with a browser, most tests first, then the rest.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private const int Longest = 10_000;

    private static readonly Dictionary<string, int> Weights = Assembly.GetExecutingAssembly().GetTypes()
        .Where(t => t is { IsClass: true, IsAbstract: false, IsPublic: true })
        .ToDictionary(t => t.FullName!, Weight);

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderByDescending(c => Weights.GetValueOrDefault(ClassOf(c))).ThenBy(ClassOf, StringComparer.Ordinal)];

    // "Test collection for Clinic.Tests.Some.ClassTests (id: …)": a collection says of its class no more than this name.
    private static string ClassOf<TTestCollection>(TTestCollection collection) where TTestCollection : ITestCollection =>
        collection.TestCollectionDisplayName.Split(' ').FirstOrDefault(w => w.StartsWith("Clinic.Tests.", StringComparison.Ordinal)) ?? "";

    private static int Weight(Type type)
    {
        var tests = type.GetMethods().Count(m => m.IsDefined(typeof(FactAttribute)));
        var browser = type.GetConstructors().Any(c => c.GetParameters().Any(p => p.ParameterType == typeof(Browser)));
        return type.IsDefined(typeof(LongAttribute)) ? Longest : browser ? tests : 0;
    }
}
