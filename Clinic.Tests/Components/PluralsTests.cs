using System.Globalization;
using Clinic.Web;
using Xunit;

namespace Clinic.Tests.Components;

public sealed class PluralsTests
{
    [Theory]
    [InlineData("ru", "one", 1, 21, 101, 121, 1001)]
    [InlineData("ru", "few", 2, 3, 4, 22, 104, 1002)]
    [InlineData("ru", "many", 0, 5, 11, 12, 14, 19, 20, 111, 112, 1000)]
    [InlineData("fr", "one", 0, 1)]
    [InlineData("fr", "other", 2, 11, 21)]
    [InlineData("en", "one", 1)]
    [InlineData("en", "other", 0, 2, 21)]
    public void Counts_take_the_form_of_their_language(string language, string form, params int[] counts) =>
        Assert.All(counts, c => Assert.Equal(form, Plurals.Form(c, CultureInfo.GetCultureInfo(language))));
}
