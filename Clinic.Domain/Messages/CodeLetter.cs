using System.Globalization;
using System.Text;
using Clinic.Domain.Codes;

namespace Clinic.Domain.Messages;

/// <summary>A code for whoever books.</summary>
internal sealed record CodeLetter(Guid Id, string To, string Language, LocalText Clinic, string Code)
{
    internal CultureInfo Culture => CultureInfo.GetCultureInfo(Language);
}

/// <summary>Its words. The code stands in the subject as well: it is read in the notice, and the letter never opened.</summary>
internal sealed class CodeText(CodeLetter letter)
{
    internal string Subject => Say("Code.Subject", letter.Code);

    private string Lasts => Say("Code.Lasts", (int)ContactCode.Lifetime.TotalMinutes);

    internal string Plain()
    {
        var text = new StringBuilder();
        foreach (var words in new[] { letter.Clinic.In(letter.Culture), Say("Code.Title"), letter.Code, Lasts, Say("Code.NotYou") })
        {
            text.Append(words).Append("\r\n\r\n");
        }

        return text.Append(Say("Automatic")).Append("\r\n").ToString();
    }

    internal string Html() => LetterPage.Write(letter.Culture, letter.Clinic, Say("Code.Title"), $"""
        <p style="margin:16px 0;font-size:32px;letter-spacing:6px"><strong>{letter.Code}</strong></p>
        {LetterPage.P(Lasts)}
        {LetterPage.P(Say("Code.NotYou"))}
        """);

    private string Say(string key, params object[] values) => LetterPage.Say(letter.Culture, key, values);
}
