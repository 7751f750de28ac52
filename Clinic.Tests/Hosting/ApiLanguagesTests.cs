using Clinic.Api.Hosting;
using Xunit;

namespace Clinic.Tests.Hosting;

public sealed class ApiLanguagesTests
{
    [Theory]
    [InlineData("", "ru")]
    [InlineData("fr-CA", "fr")]
    [InlineData("EN-us,en;q=0.9", "en")]
    [InlineData("de, fr;q=0.4, en;q=0.7", "en")]
    [InlineData("en;q=0, fr;q=0.1", "fr")]
    [InlineData("*", "ru")]
    [InlineData("de", "ru")]
    [InlineData(";;;,,q=x", "ru")]
    public void The_best_language_asked_for_that_we_speak_is_taken(string header, string expected) => Assert.Equal(expected, ApiLanguages.Of(header).Name);
}
