using System.Globalization;
using System.Resources;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Clinic.Domain.Messages;

/// <summary>What all letters look like as a page, and where their words are.</summary>
internal static class LetterPage
{
    private static readonly ResourceManager Wordings = new("Clinic.Domain.Messages.LetterTexts", typeof(LetterPage).Assembly);
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    internal static string Write(CultureInfo culture, LocalText clinic, string title, string content) => $"""
        <!DOCTYPE html>
        <html lang="{culture.Name}">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light"><title>{E(title)}</title></head>
        <body style="margin:0;padding:24px 12px;background:#f4f6f7;color:#1d2529;font:16px/1.5 Inter,'Segoe UI',Roboto,Arial,sans-serif">
        <div style="max-width:560px;margin:0 auto;padding:28px 28px 12px;background:#ffffff;border:1px solid #dde3e6;border-radius:12px">
        <p style="margin:0 0 16px;color:#0b6b63">{E(clinic.In(culture))}</p>
        <h1 style="margin:0 0 12px;font-size:22px;line-height:1.3">{E(title)}</h1>
        {content}
        <p style="margin:24px 0 12px;color:#5b6770;font-size:13px">{E(Say(culture, "Automatic"))}</p>
        </div>
        </body>
        </html>

        """.ReplaceLineEndings("\r\n");

    /// <summary>A paragraph; nothing for no words.</summary>
    internal static string P(string? words) => string.IsNullOrEmpty(words) ? "" : $"""<p style="margin:0 0 12px">{E(words)}</p>""";

    internal static string E(string text) => string.Join("<br>", text.Split('\n').Select(line => Encoder.Encode(line)));

    internal static string Say(CultureInfo culture, string key, params object[] values)
    {
        var text = Wordings.GetString(key, culture)!;
        return values.Length == 0 ? text : string.Format(culture, text, values);
    }
}
