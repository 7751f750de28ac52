using Clinic.Domain.Doctors;
using Clinic.Web.Bookings;
using Xunit;

namespace Clinic.Tests.Doctors;

public sealed class PersonNameTests
{
    [Theory]
    [InlineData("Соколова", "Мария", "Викторовна", "Соколова\u00a0М.\u00a0В.")]
    [InlineData("Ким", "Анна", null, "Ким\u00a0А.")]
    [InlineData("", "Анна", " ", "А.")]
    public void A_short_name_stays_on_one_line(string family, string given, string? middle, string shown) => Assert.Equal(shown, new PersonName(family, given, middle).Short);

    [Fact]
    public void A_short_name_that_was_copied_begins_a_new_card_as_a_typed_one_does()
    {
        var draft = PersonDraft.From(new PersonName("Соколова", "Мария", "Викторовна").Short);

        Assert.Equal(("Соколова", "М.", "В."), (draft.Family, draft.Given, draft.Middle));
    }
}
