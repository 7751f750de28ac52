using Clinic.Domain.Bookings;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Xunit;

namespace Clinic.Tests.Bookings;

/// <summary>A patient calls; both hands stay on the keys.</summary>
public sealed class PhoneBookingTests(Browser browser)
{
    private const int Allowed = 6;

    [Theory]
    [InlineData("ru-RU")]
    [InlineData("en-GB")]
    [InlineData("fr-FR")]
    public async Task A_known_patient_is_booked_from_the_keyboard_in_at_most_six_interactions(string locale)
    {
        await using var desk = await ReceptionDesk.Open(browser, locale: locale);
        await desk.Card(TestClinic.Person("Королёва", "+7 916 123-45-67", "Анна"));
        await desk.Page.Locator(".column [tabindex='0']").First.FocusAsync();
        var hands = new Hands(desk.Page);

        await hands.Press("ArrowDown");
        await hands.Press("Enter");
        await Assertions.Expect(desk.Panel.Locator("input:focus")).ToBeVisibleAsync();
        await hands.Type("Короле");
        await Assertions.Expect(desk.Panel.GetByText("Королёва Анна")).ToBeVisibleAsync();
        await hands.Press("Enter");
        await Assertions.Expect(desk.Panel.Locator("#visit-book")).ToBeFocusedAsync();
        await hands.Press("Enter");
        await Assertions.Expect(desk.Panel).ToHaveCountAsync(0);

        var visit = await desk.Clinic.Read(db => db.Bookings.SingleAsync(b => b.Start < desk.At(23)));
        Assert.Equal(BookingStatus.Booked, visit.Status);
        Assert.True(hands.Interactions <= Allowed, $"{hands.Interactions} interactions");
        await Assertions.Expect(desk.Visit(visit.Id)).ToBeFocusedAsync();
        await Invariants.Hold(desk.Clinic);
        Assert.Empty(desk.Faults);
    }

    [Fact]
    public async Task A_new_patient_is_booked_from_the_keyboard_and_faults_lead_to_their_fields()
    {
        await using var desk = await ReceptionDesk.Open(browser);
        await desk.Free(desk.At(10)).FocusAsync();
        var hands = new Hands(desk.Page);

        await hands.Press("Enter");
        await Assertions.Expect(desk.Panel.Locator("input:focus")).ToBeVisibleAsync();
        await hands.Type("Небывалова Инна");
        var add = desk.Panel.GetByRole(AriaRole.Button, new() { Name = "Новый пациент" });
        await Assertions.Expect(desk.Panel.GetByText("Никого не нашли")).ToBeVisibleAsync();
        await add.FocusAsync();
        await hands.Press("Enter");
        await Assertions.Expect(desk.Panel.GetByLabel("Фамилия")).ToHaveValueAsync("Небывалова");
        await desk.Panel.GetByLabel("Телефон").FocusAsync();
        await hands.Type("+7 916 000-11-22");
        await hands.Press("Enter");
        await Assertions.Expect(desk.Panel.GetByLabel("Дата рождения")).ToBeFocusedAsync();
        await Assertions.Expect(desk.Panel.GetByText("Заполните это поле")).ToHaveCountAsync(1);
        await hands.Type("31.01.1980");
        await hands.Press("Enter");

        await Assertions.Expect(desk.Panel).ToHaveCountAsync(0);
        Assert.Equal("Небывалова", (await desk.Clinic.Read(db => db.Patients.SingleAsync())).Family);
        Assert.Equal(1, await desk.Clinic.Read(db => db.Bookings.CountAsync()));
        Assert.Empty(desk.Faults);
    }

    [Fact]
    public async Task No_late_answer_is_written_over_the_letters_of_a_name()
    {
        await using var desk = await ReceptionDesk.Open(browser);
        var panel = await desk.OpenPanel(desk.At(10));
        await panel.GetByRole(AriaRole.Button, new() { Name = "Новый пациент" }).ClickAsync();
        var family = panel.GetByLabel("Фамилия");
        await family.EvaluateAsync("""
            (field) => {
              const own = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
              window.written = [];
              Object.defineProperty(field, "value", { get: () => own.get.call(field), set: (text) => { window.written.push(text); own.set.call(field, text); } });
            }
            """);

        await family.PressSequentiallyAsync("Небывалова");
        await family.PressAsync("Enter");

        // The answers come in order: after this one there are no others to the letters.
        await Assertions.Expect(panel.GetByText("Заполните это поле").First).ToBeVisibleAsync();
        Assert.Empty(await desk.Page.EvaluateAsync<string[]>("window.written"));
        Assert.Empty(desk.Faults);
    }

    /// <summary>Counts what the hands do: a key pressed or a word typed.</summary>
    private sealed class Hands(IPage page)
    {
        public int Interactions { get; private set; }

        public Task Press(string key)
        {
            Interactions++;
            return page.Keyboard.PressAsync(key);
        }

        public Task Type(string text)
        {
            Interactions++;
            return page.Keyboard.TypeAsync(text, new() { Delay = 40 });
        }
    }
}
