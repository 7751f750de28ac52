using Clinic.Domain.Rosters.Workbook;
using Xunit;

namespace Clinic.Tests.Rosters.Workbook;

public sealed class DoctorNameTests
{
    [Theory]
    [InlineData("Петров И. И.", "Петров", "И.", "И.")]
    [InlineData("Петров И.И.", "Петров", "И.", "И.")]
    [InlineData("Петров\u00A0И.\u00A0И.", "Петров", "И.", "И.")]
    [InlineData("Петров И И", "Петров", "И.", "И.")]
    [InlineData("И.И. Петров", "Петров", "И.", "И.")]
    [InlineData("Петров И.", "Петров", "И.", null)]
    [InlineData("Петров", "Петров", null, null)]
    [InlineData("Петров Иван Ильич", "Петров", "Иван", "Ильич")]
    [InlineData("ПЕТРОВ Иван Ильич", "Петров", "Иван", "Ильич")]
    [InlineData("ПЕТРОВ И.И.", "Петров", "И.", "И.")]
    [InlineData("ПЕТРОВ ИВАН ИЛЬИЧ", "Петров", "Иван", "Ильич")]
    [InlineData("Иван Ильич Петров", "Петров", "Иван", "Ильич")]
    [InlineData("Иван Петров", "Петров", "Иван", null)]
    [InlineData("Марина Петрова", "Петрова", "Марина", null)]
    [InlineData("Петров Иван", "Петров", "Иван", null)]
    [InlineData("Дёмина Анна Львовна", "Дёмина", "Анна", "Львовна")]
    [InlineData("д-р Петров И. И.", "Петров", "И.", "И.")]
    [InlineData("Петров И. И., к.м.н.", "Петров", "И.", "И.")]
    [InlineData("к. м. н. Петров И. И.", "Петров", "И.", "И.")]
    [InlineData("проф. Петров И. И.", "Петров", "И.", "И.")]
    [InlineData("врач Петров И. И.", "Петров", "И.", "И.")]
    [InlineData("врач-терапевт Петров И. И.", "Петров", "И.", "И.")]
    [InlineData("Римская-Крылова А. Л.", "Римская-Крылова", "А.", "Л.")]
    [InlineData("РИМСКАЯ-КРЫЛОВА Анна Львовна", "Римская-Крылова", "Анна", "Львовна")]
    [InlineData("Мамедов Эльчин Гасан оглы", "Мамедов", "Эльчин", "Гасан оглы")]
    [InlineData("Мамедов Э. Г. оглы", "Мамедов", "Э.", "Г. оглы")]
    [InlineData("Алиева Лейла Рашид кызы", "Алиева", "Лейла", "Рашид кызы")]
    [InlineData("Ким А. В.", "Ким", "А.", "В.")]
    [InlineData("1. Петров И. И.", "Петров", "И.", "И.")]
    [InlineData("Петров И. И. 0,5 ст.", "Петров", "И.", "И.")]
    [InlineData("Петров ИИ", "Петров", "И.", "И.")]
    [InlineData("Петров\nИван Ильич", "Петров", "Иван", "Ильич")]
    public void Cyrillic_names_go_family_first_unless_the_words_say_otherwise(string text, string family, string? given, string? middle) =>
        Reads(text, family, given, middle);

    [Theory]
    [InlineData("Dr Marie Curie", "Curie", "Marie", null)]
    [InlineData("Dr. Marie Curie, MD, PhD", "Curie", "Marie", null)]
    [InlineData("Marie CURIE", "Curie", "Marie", null)]
    [InlineData("CURIE Marie", "Curie", "Marie", null)]
    [InlineData("Curie M.", "Curie", "M.", null)]
    [InlineData("Curie, Marie", "Curie", "Marie", null)]
    [InlineData("M. Curie", "Curie", null, null)]
    [InlineData("J. A. Smith", "Smith", "J.", "A.")]
    [InlineData("Smith J.A.", "Smith", "J.", "A.")]
    [InlineData("John A. Smith", "Smith", "John", "A.")]
    [InlineData("Dr Jan van der Berg", "van der Berg", "Jan", null)]
    [InlineData("Mme Anne-Marie Lefèvre", "Lefèvre", "Anne-Marie", null)]
    [InlineData("Pr DUPONT-MOREL Jean", "Dupont-Morel", "Jean", null)]
    [InlineData("Dr Siobhán O’Neill", "O'Neill", "Siobhán", null)]
    [InlineData("Smith JA", "Smith", "J.", "A.")]
    [InlineData("DA SILVA Paulo", "da Silva", "Paulo", null)]
    [InlineData("DE LA TOUR Marie", "de la Tour", "Marie", null)]
    [InlineData("LI Wei", "Li", "Wei", null)]
    [InlineData("Smith", "Smith", null, null)]
    public void Latin_names_go_given_name_first_unless_the_words_say_otherwise(string text, string family, string? given, string? middle) =>
        Reads(text, family, given, middle);

    [Theory]
    [InlineData("Петров И. И. (терапевт)", "терапевт", null)]
    [InlineData("Петров И. И.\nТерапевт", "Терапевт", null)]
    [InlineData("Петров И. И., каб. 101", null, "101")]
    [InlineData("Петров И. И.\nкардиолог, каб. 101", "кардиолог", "101")]
    public void The_name_cell_may_tell_the_specialty_and_the_room(string text, string? specialty, string? room)
    {
        var row = Rota.Read(Rota.Title, Rota.Header, Rota.Line(text, "9-15")).Sheets[0].Rows.Single();

        Assert.Equal(("Петров", specialty, room), (row.Doctor.Family, row.Specialty, row.Room));
    }

    [Theory]
    [InlineData("Фамилия|Имя|Отчество", "Петров|Иван|Ильич", "Петров Иван Ильич")]
    [InlineData("Last name|First name|Middle name", "Smith|John|A.", "Smith John A.")]
    [InlineData("Nom|Prénom|Salle", "Curie|Marie|1", "Curie Marie")]
    public void The_name_may_be_spread_over_columns(string header, string line, string expected)
    {
        var reading = Rota.Read(Rota.Title, $"{header}|{Rota.Days}", $"{line}|9-15");

        Assert.Empty(reading.Problems);
        Assert.Equal(expected, reading.Sheets[0].Rows.Single().Doctor.ToString());
    }

    [Theory]
    [InlineData("Вакансия")]
    [InlineData("Locum")]
    [InlineData("Ставка 2")]
    [InlineData("_________")]
    public void A_place_without_a_person_is_no_doctor(string text) =>
        Assert.Equal("no-doctor", Rota.Read(Rota.Title, Rota.Header, Rota.Line("Ким В. В.", "9-15"), Rota.Line(text, "9-15")).Problems.Single().Code);

    [Fact]
    public void Initials_alone_are_marked_as_an_abbreviation()
    {
        Assert.True(new WrittenName("Петров", "И.", "И.").IsAbbreviated);
        Assert.True(new WrittenName("Петров").IsAbbreviated);
        Assert.False(new WrittenName("Петров", "Иван").IsAbbreviated);
    }

    private static void Reads(string text, string family, string? given, string? middle)
    {
        var reading = Rota.Read(Rota.Title, Rota.Header, Rota.Line(text, "9-15"));

        Assert.Empty(reading.Problems);
        Assert.Equal(new WrittenName(family, given, middle), reading.Sheets[0].Rows.Single().Doctor);
    }
}
