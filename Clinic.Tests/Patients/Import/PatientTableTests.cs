using System.Globalization;
using System.Text;
using Clinic.Domain;
using Clinic.Domain.Patients.Import;
using Clinic.Domain.Rosters.Workbook;
using Clinic.Tests.Rosters.Workbook;
using Xunit;
using static Clinic.Tests.Patients.Import.ImportTable;

namespace Clinic.Tests.Patients.Import;

public sealed class PatientTableTests
{
    public static TheoryData<string, PatientTableKind> Templates => [.. LocalText.Languages.SelectMany(l => Enum.GetValues<PatientTableKind>().Select(k => (l, k)))];

    [Theory, MemberData(nameof(Templates))]
    public void Every_heading_of_an_empty_table_is_known(string language, PatientTableKind kind)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        var table = ReadBytes(PatientTableTemplate.Write(kind, culture), "table.xlsx");

        Assert.Equal([WorkbookProblemCodes.NoTableRows], table.Problems.Select(p => p.Code));
        Assert.Equal(kind == PatientTableKind.Visits, table.MayHaveVisits);
        Assert.Equal(PatientTableTemplate.Headings(kind, culture).Count, PatientTableTemplate.Headings(kind, culture).Distinct().Count());
    }

    [Theory]
    [InlineData("Last name;First name;DOB;Mobile;Doctor;Appointment date;Start time\nSmith;Jane;31/01/1980;+44 20 7946 0958;Petrov;2/12/2026;2:30 pm", "Smith Jane")]
    [InlineData("Nom et prénom,Date de naissance,Portable,Médecin,Date et heure\nDupont Marie,31/01/1980,06 12 34 56 78,Petrov,2026-12-02T14:30:00", "Dupont Marie")]
    [InlineData("Пациент\tД.р.\tТелефон пациента\tФИО врача\tДата приёма\tВремя приема\nДюпон Мария\t31-01-80\t9161234567\tПетров\t02.12.26\t14.30-15.00", "Дюпон Мария")]
    [InlineData("Отчёт за декабрь;;;;\n;;;;\n№ п/п;Фамилия Имя Отчество;День рождения;Моб.;Врач;Дата и время\n1;ДЮПОН МАРИЯ;1980-01-31;8 916 123 45 67;Петров;02.12.2026 14:30", "Дюпон Мария")]
    public void Tables_are_read_as_programs_and_people_write_them(string csv, string name)
    {
        var row = Assert.Single(ReadBytes(Encoding.UTF8.GetBytes(csv)).Rows);

        Assert.Empty(row.Faults);
        Assert.Equal(name, $"{row.Details.Contact.Family} {row.Details.Contact.Given}");
        Assert.Equal(new DateOnly(1980, 1, 31), row.Details.Contact.BirthDate);
        Assert.Equal(("Petrov", new DateOnly(2026, 12, 2), new TimeOnly(14, 30)), (row.Visit!.Doctor.Replace("Петров", "Petrov", StringComparison.Ordinal), row.Visit.Date!.Value, row.Visit.Time!.Value));
    }

    [Fact]
    public void Dates_and_times_of_excel_and_telephones_that_became_numbers_are_read()
    {
        var book = new Xlsx().Row(1, "Фамилия|Имя|Дата рождения|Телефон|Врач|Дата|Время|Дата и время")
            .Row(2, "Иванова|Мария|||Петров").Number(2, 3, 29_251, 3).Number(2, 4, 79_161_234_567, 0).Number(2, 6, 46_358, 3).Number(2, 7, 545d / 1440, 2)
            .Row(3, "Иванова|Мария|||Петров").Number(3, 3, 29_251, 0).Number(3, 4, 9_161_234_567, 0).Number(3, 8, 46_358 + (545d / 1440), 0);

        var rows = ReadBytes(book.Bytes(), "visits.xlsx").Rows;

        Assert.All(rows, row =>
        {
            Assert.Empty(row.Faults);
            Assert.Equal((new DateOnly(1980, 1, 31), new DateOnly(2026, 12, 2), new TimeOnly(9, 5)), (row.Details.Contact.BirthDate!.Value, row.Visit!.Date!.Value, row.Visit.Time!.Value));
        });
        Assert.Equal(["79161234567", "9161234567"], rows.Select(r => r.Details.Contact.Phone));
    }

    [Fact]
    public void Windows_1251_is_read()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var table = ReadBytes(Encoding.GetEncoding(1251).GetBytes("ФИО;Дата рождения;Телефон\n\"Иванова; Мария\";31.01.1980;89161234567"));

        Assert.Equal("31.01.1980", table.Rows.Single().Details.Contact.BirthDate?.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("", "empty-file")]
    [InlineData("\n\n;;;\n", "empty-file")]
    [InlineData("Иванова;Мария\nОрлова;Анна", "no-table-header")]
    [InlineData("ФИО;Телефон;Дата рождения", "no-table-rows")]
    [InlineData("ФИО;Врач;Дата;Время\nИванова Мария;Петров;02.12.2026;9:00", "no-phone-column")]
    [InlineData("Телефон;Имя\n1;Мария", "no-name-column")]
    public void What_is_no_table_says_why(string csv, string code)
    {
        var table = ReadBytes(Encoding.UTF8.GetBytes(csv));

        Assert.True(table.IsUnusable);
        Assert.Equal(code, table.Problems[0].Code);
    }

    [Fact]
    public void Too_many_rows_are_refused_with_their_number()
    {
        var table = ReadBytes(Encoding.UTF8.GetBytes("ФИО;Телефон;Дата рождения\n" + string.Concat(Enumerable.Repeat("Иванова Мария;89161234567;31.01.1980\n", 20_001))));

        Assert.True(table.IsUnusable);
        Assert.Equal((WorkbookProblemCodes.TooManyRows, "20000"), (table.Problems[0].Code, table.Problems[0].Expected));
    }
}
