using System.IO.Compression;
using System.Text;
using Clinic.Domain.Rosters.Workbook;
using Xunit;

namespace Clinic.Tests.Rosters.Workbook;

/// <summary>Whatever is uploaded gives one clear problem: no exception, no exhausted memory, no endless work.</summary>
public sealed class HostileFileTests
{
    private static readonly byte[] Good = new Xlsx().Row(1, Rota.Title).Row(2, Rota.Header).Row(3, Rota.Line("Петров И. И.", "9-15")).Bytes();

    [Fact]
    public void An_empty_file_is_refused() => Refused([], "empty-file");

    [Fact]
    public void A_workbook_without_content_is_refused() => Refused(new Xlsx().Bytes(), "empty-file");

    [Fact]
    public void A_file_over_ten_megabytes_is_refused_without_reading_on()
    {
        using var endless = new EndlessStream();

        var problem = Assert.Single(RosterWorkbook.Read(endless, "roster.xlsx").Problems);

        Assert.Equal("too-big", problem.Code);
        Assert.InRange(endless.Given, WorkbookLimits.FileBytes, WorkbookLimits.FileBytes + 1_000_000);
    }

    [Fact]
    public void A_zip_bomb_is_refused() =>
        Refused(With("xl/media/image1.bin", new byte[WorkbookLimits.UnzippedBytes]), "too-big");

    [Fact]
    public void A_zip_of_countless_files_is_refused() =>
        Refused(With([.. Enumerable.Range(0, WorkbookLimits.ZipEntries).Select(i => ($"xl/media/{i}", Array.Empty<byte>()))]), "too-big");

    [Fact]
    public void A_sheet_of_a_hundred_thousand_rows_is_refused() =>
        Refused(WithSheet(string.Concat(Enumerable.Range(1, 100_000).Select(row => $"<row r=\"{row}\"><c r=\"A{row}\"><v>1</v></c></row>"))), "too-many-rows");

    [Fact]
    public void A_csv_of_a_million_rows_is_refused() =>
        Refused(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("1;2;3\n", 1_000_000))), "too-many-rows");

    [Fact]
    public void Formatted_empty_rows_and_columns_far_out_do_no_harm()
    {
        var file = new Xlsx().Row(1, Rota.Title).Row(2, Rota.Header).Row(3, Rota.Line("Петров И. И.", "9-15"));
        file.Number(5_500, 1, 0, style: 0);

        Refused(file.Bytes(), "too-many-rows");
        Assert.Single(Rota.ReadBytes(WithSheet(SheetRows(Good) + "<row r=\"900000\"><c r=\"XFD900000\" s=\"1\"/></row>")).Sheets);
    }

    [Theory]
    [InlineData("<row r=\"1\"><c r=\"ZZZZZZZ1\"><v>1</v></c></row>")]
    [InlineData("<row r=\"999999999\"><c r=\"A999999999\"><v>1</v></c></row>")]
    [InlineData("<row r=\"-1\"><c r=\"A-1\"><v>1</v></c></row>")]
    [InlineData("<row r=\"x\"><c r=\"\"><v>1</v></c></row>")]
    [InlineData("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>99999999</v></c></row>")]
    [InlineData("<row r=\"1\"><c r=\"A1\" s=\"99999999\"><v>1e400</v></c></row>")]
    [InlineData("<row r=\"1\"><c r=\"A1\"><v>")]
    public void Impossible_addresses_and_values_are_survived(string rows) =>
        Assert.NotEmpty(Rota.ReadBytes(WithSheet(rows)).Problems);

    [Fact]
    public void Text_beyond_two_hundred_columns_is_refused()
    {
        Refused(WithSheet("<row r=\"1\"><c r=\"GS1\"><v>1</v></c></row>"), "too-many-columns");
        Refused(Encoding.UTF8.GetBytes(new string(';', 200) + "1"), "too-many-columns");
    }

    [Fact]
    public void Many_sheets_that_are_one_and_the_same_part_are_refused()
    {
        var sheets = string.Concat(Enumerable.Range(1, 50).Select(i => $"<sheet name=\"Лист{i}\" sheetId=\"{i}\" r:id=\"rId1\"/>"));
        var book = $"<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>{sheets}</sheets></workbook>";

        Refused(Replace(Good, name => name == "xl/workbook.xml", book), "unreadable-file");
    }

    [Fact]
    public void Merges_over_the_whole_sheet_are_refused() =>
        Refused(
            WithSheet(string.Concat(Enumerable.Range(1, 4_000).Select(row => $"<row r=\"{row}\"><c r=\"A{row}\"><v>1</v></c></row>")), "<mergeCells><mergeCell ref=\"A1:XFD1048576\"/></mergeCells>"),
            "too-many-rows");

    [Fact]
    public void More_than_sixty_sheets_are_refused()
    {
        var file = new Xlsx();
        for (var i = 0; i <= WorkbookLimits.Sheets; i++)
        {
            file.OnSheet($"Лист{i}").Row(1, "x");
        }

        Refused(file.Bytes(), "too-many-sheets");
    }

    [Fact]
    public void A_workbook_with_macros_is_refused() => Refused(With("xl/vbaProject.bin", [1, 2, 3]), "has-macros");

    [Fact]
    public void A_document_that_is_no_workbook_is_refused()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create))
        {
            zip.CreateEntry("word/document.xml");
        }

        Refused(stream.ToArray(), "not-a-workbook");
    }

    [Theory]
    [InlineData("<html><table><tr><td>9-15</td></tr></table></html>")]
    [InlineData("<?xml version=\"1.0\"?><Workbook/>")]
    [InlineData("%PDF-1.7\0\0\0")]
    [InlineData("\u0001\u0002\u0003 text")]
    public void A_file_that_is_no_table_is_refused(string content) => Refused(Encoding.UTF8.GetBytes(content), "not-a-workbook");

    [Fact]
    public void A_picture_is_refused() => Refused([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D], "not-a-workbook");

    [Fact]
    public void An_external_entity_is_not_resolved()
    {
        var secret = Path.GetTempFileName();
        try
        {
            File.WriteAllText(secret, "secret");
            var sheet = $"<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file://{secret}\">]><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&e;</t></is></c></row></sheetData></worksheet>";

            Refused(Replace(Good, name => name.StartsWith("xl/worksheets/", StringComparison.Ordinal), sheet), "unreadable-file");
        }
        finally
        {
            File.Delete(secret);
        }
    }

    [Fact]
    public void A_billion_laughs_are_not_laughed()
    {
        var entities = string.Concat(Enumerable.Range(1, 20).Select(i => $"<!ENTITY e{i} \"&e{i - 1};&e{i - 1};&e{i - 1};&e{i - 1};\">"));
        var sheet = $"<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e0 \"ha\">{entities}]><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&e20;</t></is></c></row></sheetData></worksheet>";

        Refused(Replace(Good, name => name.StartsWith("xl/worksheets/", StringComparison.Ordinal), sheet), "unreadable-file");
    }

    [Fact]
    public void A_password_protected_workbook_is_refused() => Refused(Samples.Bytes("Protected.xlsx"), "password-protected");

    [Theory]
    [InlineData("roster-ru.xlsx")]
    [InlineData("roster-ru.xls")]
    public void A_truncated_file_is_refused(string sample)
    {
        var bytes = Samples.Bytes(sample);
        for (var part = 1; part < 8; part++)
        {
            var reading = Rota.ReadBytes(bytes[..(bytes.Length * part / 8)], sample);

            Assert.Contains(reading.Problems, problem => problem.Code is "unreadable-file" or "not-a-workbook");
            Assert.Empty(reading.Sheets);
        }
    }

    [Theory]
    [InlineData("roster-ru.xlsx")]
    [InlineData("roster-ru.xls")]
    [InlineData("roster-ru.csv")]
    public void A_damaged_file_never_throws(string sample)
    {
        // Seed 3 once brought a digit of another script into a day's heading.
        var random = new Random(3);
        var original = Samples.Bytes(sample);
        for (var attempt = 0; attempt < 200; attempt++)
        {
            var bytes = original.ToArray();
            for (var flips = random.Next(1, 20); flips > 0; flips--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            Assert.NotNull(Rota.ReadBytes(bytes, sample));
        }
    }

    private static void Refused(byte[] bytes, string code)
    {
        var reading = Rota.ReadBytes(bytes);

        var problem = Assert.Single(reading.Problems);
        Assert.Equal((code, ProblemSeverity.Error), (problem.Code, problem.Severity));
        Assert.Empty(reading.Sheets);
    }

    private static byte[] With(string name, byte[] content) => With([(name, content)]);

    private static byte[] With((string Name, byte[] Content)[] entries)
    {
        using var stream = new MemoryStream();
        stream.Write(Good);
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }

    private static byte[] WithSheet(string rows, string after = "") => Replace(
        Good,
        name => name.StartsWith("xl/worksheets/", StringComparison.Ordinal),
        $"<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData>{after}</worksheet>");

    private static string SheetRows(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        using var reader = new StreamReader(zip.Entries.Single(entry => entry.FullName.StartsWith("xl/worksheets/", StringComparison.Ordinal)).Open());
        var xml = reader.ReadToEnd();
        var start = xml.IndexOf("sheetData>", StringComparison.Ordinal) + "sheetData>".Length;
        return xml[start..xml.LastIndexOf("</", xml.LastIndexOf("</", StringComparison.Ordinal) - 1, StringComparison.Ordinal)].Replace("x:", "", StringComparison.Ordinal);
    }

    private static byte[] Replace(byte[] file, Func<string, bool> which, string content)
    {
        using var stream = new MemoryStream();
        stream.Write(file);
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            var name = zip.Entries.Single(entry => which(entry.FullName)).FullName;
            zip.GetEntry(name)!.Delete();
            using var writer = new StreamWriter(zip.CreateEntry(name).Open());
            writer.Write(content);
        }

        return stream.ToArray();
    }

    private sealed class EndlessStream : Stream
    {
        public long Given { get; private set; }

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Given += count;
            return count;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
