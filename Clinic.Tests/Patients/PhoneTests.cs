using Clinic.Domain.Patients;
using Xunit;

namespace Clinic.Tests.Patients;

public sealed class PhoneTests
{
    [Theory]
    [InlineData("8 (916) 123-45-67", "+79161234567")]
    [InlineData("+7 916 123 45 67", "+79161234567")]
    [InlineData("79161234567", "+79161234567")]
    [InlineData("9161234567", "+79161234567")]
    [InlineData("495 123-45-67", "+74951234567")]
    [InlineData("812 123-45-67", "+78121234567")]
    [InlineData("8 800 555-35-35", "+78005553535")]
    [InlineData("06 12 34 56 78", "+33612345678")]
    [InlineData("+33 6 12 34 56 78", "+33612345678")]
    [InlineData("0033 6 12 34 56 78", "+33612345678")]
    [InlineData("00 7 916 123-45-67", "+79161234567")]
    [InlineData("\u202A+7 916 123\u201145\u201167\u202C", "+79161234567")]
    [InlineData("701 234 56 78", "+77012345678")]
    [InlineData("+375 29 123-45-67", "+375291234567")]
    [InlineData("+1 212 555 1234", "+12125551234")]
    public void What_people_type_is_read(string typed, string number)
    {
        Assert.True(Phone.TryParse(typed, out var phone));
        Assert.Equal(number, phone.E164);
    }

    [Theory]
    [InlineData("+7 916 123-45-6")]
    [InlineData("+7 916 123-45-678")]
    [InlineData("8 916 123-45-6")]
    [InlineData("8 916 123-45-678")]
    [InlineData("7916123456")]
    [InlineData("06 12 34 56 7")]
    [InlineData("+33 6 12 34 56 7")]
    [InlineData("+33 06 12 34 56 78 9")]
    [InlineData("00")]
    [InlineData("+")]
    [InlineData("+7 916 123-45-67 доб. 12")]
    public void A_number_with_a_digit_too_few_or_too_many_is_none(string typed) => Assert.False(Phone.TryParse(typed, out _));
}
