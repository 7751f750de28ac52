using Clinic.Domain.Availability;
using Clinic.Domain.Bookings;
using Clinic.Domain.Problems;

namespace Clinic.Api.Widget.Book;

/// <summary>The visitor's own data, with what was refused beside the field.</summary>
internal sealed class FormStep(BookPage page, BookForm form, Slot slot, Refusal? refusal)
{
    private readonly Problem? problem = refusal?.Problem;
    private readonly ILookup<string, FieldError> errors = (refusal?.Problem?.Errors ?? []).ToLookup(e => Name(e.Pointer));

    /// <summary>Under which the visit is booked once.</summary>
    public string Key { get; init; } = "";

    /// <summary>When the form was made.</summary>
    public string Stamp { get; init; } = "";

    /// <summary>What the form begins with; alone where there is none.</summary>
    public string Opening(string title = "bookTitle") => $"""
        <p><a href="{BookPage.Safe(page.Query.To(doctor: slot.DoctorId.ToString(), visitType: slot.VisitTypeId.ToString()))}">{page.T("other")}</a></p>
        <h2>{page.T(title)}</h2>{Alert()}{Summary()}
        """;

    public string Html()
    {
        var type = page.Facts.Offers[slot.DoctorId].First(o => o.Type.Id == slot.VisitTypeId).Type;
        var consent = page.Facts.Profile.ConsentVersion;
        var code = refusal?.Code?.Id.ToString() ?? form[BookForm.CodeId];
        return $"""
            {Opening("details")}
            <form method="post" action="{BookPage.Safe(page.Query.To())}">
            <input type="hidden" name="key" value="{BookPage.Safe(Key)}"><input type="hidden" name="{BookForm.Stamp}" value="{BookPage.Safe(Stamp)}">
            <input type="hidden" name="source" value="{BookPage.Safe(page.Query.Source ?? form["source"])}">
            <div hidden><input name="{BookForm.Trap}" autocomplete="off" tabindex="-1"></div>
            {Times()}
            {Field("family", "autocomplete=\"family-name\" required")}{Field("given", "autocomplete=\"given-name\" required")}{Field("middle", "autocomplete=\"additional-name\"")}
            {Field("birthDate", "type=\"date\" autocomplete=\"bday\" required")}{Field("phone", "type=\"tel\" autocomplete=\"tel\"")}{Field("email", "type=\"email\" autocomplete=\"email\"")}
            {Payment(type.Payments)}{(type.ReferralRequired ? Field("referral", "required") : "")}
            {Field("comment", "maxlength=\"500\"")}
            {Another()}
            <p><label class="check"><input type="checkbox" name="version" value="{BookPage.Safe(consent)}" required{Described("version")}{(form["version"] == consent ? " checked" : "")}> {page.T("consent")}</label>
            {page.ConsentLink(consent)}{Error("version")}</p>
            {Marketing()}
            {(code is null ? "" : Code(code))}
            <button>{page.T("book")}</button>{(code is null ? "" : Again())}</form>{(refusal?.Call == true ? "" : page.Phone)}
            """;
    }

    /// <summary>Once a code is on its way: a field for it.</summary>
    private string Code(string id) => $"""
        <fieldset><legend>{page.T("codeTitle")}</legend><input type="hidden" name="{BookForm.CodeId}" value="{BookPage.Safe(id)}">
        {(refusal?.Code is { } sent ? $"<p>{page.T("codeSent", sent.Email)}</p>" : "")}
        <p><label for="code">{page.T("codeLabel")}</label><input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="20" autofocus{Described("code")}>{Error("code")}</p></fieldset>
        """;

    /// <summary>Behind the button that books, which the key Enter presses.</summary>
    private string Again() => $"""<p><button class="second" name="{BookForm.Again}" value="1" formnovalidate>{page.T("codeAgain")}</button></p>""";

    /// <summary>Asked apart from everything else, and only where the clinic has a text.</summary>
    private string Marketing()
    {
        var version = page.Facts.Profile.MarketingVersion;
        return version.Length == 0 ? "" : $"""
            <p><label class="check"><input type="checkbox" name="marketing" value="{BookPage.Safe(version)}"{Described("marketing")}{(form["marketing"] == version ? " checked" : "")}> {page.T("marketing")}</label>
            {page.ConsentLink(version)}{Error("marketing")}</p>
            """;
    }

    private string Another() => $"""
        <details{(form.ForAnother ? " open" : "")}><summary>{page.T("another")}</summary><p class="mute">{page.T("anotherNote")}</p>
        {Field("by-given", "autocomplete=\"off\"")}{Field("by-phone", "type=\"tel\" autocomplete=\"off\"")}{Field("by-email", "type=\"email\" autocomplete=\"off\"")}{Field("by-relation", "maxlength=\"60\"")}</details>
        """;

    /// <summary>The form's field for a pointer of a refusal.</summary>
    private static string Name(string pointer)
    {
        var last = pointer[(pointer.LastIndexOf('/') + 1)..];
        return pointer == "/marketing/version" ? "marketing" : pointer.StartsWith("/bookedBy/", StringComparison.Ordinal) ? $"by-{last}" : last;
    }

    private string Alert() => refusal is null ? ""
        : $"""<p class="alert" role="alert">{(refusal.Notice is { } notice ? page.T(notice) : BookPage.Safe(refusal.Problem?.Describe()))}{(refusal.Call ? page.OrCall : "")}</p>""";

    private string Summary() => problem?.Alternatives.Count > 0 ? "" : $"""<p class="ticket"><strong>{When(slot)}</strong><br>{page.Name(page.Facts.Doctors[slot.DoctorId])}<br>{page.Kind(slot)}<br>{BookPage.Safe(page.Facts.Sites[slot.SiteId].Address.ToString())}</p>""";

    /// <summary>The time; where it has been taken, others to choose from, and nothing typed is lost.</summary>
    private string Times()
    {
        if (problem?.Alternatives is not { Count: > 0 } others)
        {
            return $"""<input type="hidden" name="slot" value="{slot.Id}">""";
        }

        var options = others.Select((s, i) => $"""<label class="check"><input type="radio" name="slot" value="{s.Id}"{(i == 0 ? " checked" : "")}> {When(s)} · {page.Name(page.Facts.Doctors[s.DoctorId])}</label>""");
        return $"""<fieldset><legend>{page.T("instead")}</legend>{string.Concat(options)}</fieldset>""";
    }

    private string When(Slot when) => page.When(when.Range.Start, when.SiteId);

    private string Payment(PaymentKinds offered)
    {
        var kinds = OfferedResource.Names(offered);
        if (kinds is ["self-pay"])
        {
            return "";
        }

        var chosen = kinds.Contains(form["kind"]) ? form["kind"] : kinds[0];
        var radios = kinds.Select(k => $"""<label class="check"><input type="radio" name="kind" value="{k}"{(k == chosen ? " checked" : "")}> {page.T($"pay-{k}")}{(k == "self-pay" && slot.Price is not null ? $" · {page.Price(slot.Price)}" : "")}</label>""");
        return $"""<fieldset><legend>{page.T("payment")}</legend>{string.Concat(radios)}{Error("kind")}</fieldset>{(kinds.Contains("vhi") ? Field("insurer", "", "bookInsurer") : "")}{Field("policy", "", "bookPolicy")}""";
    }

    private string Field(string name, string attributes, string? label = null) => $"""
        <p><label for="{name}">{page.T(label ?? name)}</label><input id="{name}" name="{name}" value="{BookPage.Safe(form[name])}" {attributes}{Described(name)}>{Error(name)}</p>
        """;

    private string Described(string name) => errors.Contains(name) ? $""" aria-invalid="true" aria-describedby="{name}-error" """ : "";

    private string Error(string name) => errors[name].FirstOrDefault() is { } error ? $"""<span class="error" id="{name}-error">{BookPage.Safe(Problem.Text(error.Code))}</span>""" : "";
}
