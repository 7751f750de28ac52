using Clinic.Domain;
using Clinic.Tests.Hosting;
using Microsoft.Playwright;
using Xunit;

namespace Clinic.Tests.Bookings;

/// <summary>Selected visits that are carried together on the board, in a real browser.</summary>
public sealed class BoardTogetherTests(Browser browser)
{
    private readonly List<string> faults = [];

    [Fact]
    public async Task A_selected_card_takes_the_others_along_with_the_mouse_and_one_undo_brings_all_back()
    {
        await using var hand = await BoardHand.Start();
        var ids = await Three(hand);
        var desk = await hand.Desk(browser, faults);
        await Select(desk, "Иванова", "Быстрова");

        // The one in the hand is the later: the other stays an hour earlier than it.
        await BoardHand.Hold(desk, BoardHand.Card(desk, "Быстрова"), hand.Free(desk, hand.At(15), hand.Other));
        await Assertions.Expect(desk.Locator(".board-ghost[data-count='2']")).ToBeVisibleAsync();
        await Assertions.Expect(desk.Locator(".board-mark:visible")).ToHaveCountAsync(2);
        await desk.Mouse.UpAsync();

        await Assertions.Expect(BoardHand.Toast(desk, "Перенесены 2 записи")).ToBeVisibleAsync();
        await Assertions.Expect(BoardHand.Card(desk, "Иванова", "Сидоров")).ToBeVisibleAsync();
        await Assertions.Expect(desk.Locator("[aria-pressed=true]")).ToHaveCountAsync(0);
        Assert.Equal([(hand.Other, hand.At(14)), (hand.Other, hand.At(15)), (hand.Clinic.Doctor, hand.At(12))], await Places(hand, ids));

        await BoardHand.UndoButton(desk).ClickAsync();
        await Assertions.Expect(BoardHand.Card(desk, "Быстрова", "Петров")).ToBeVisibleAsync();
        Assert.Equal([(hand.Clinic.Doctor, hand.At(10)), (hand.Clinic.Doctor, hand.At(11)), (hand.Clinic.Doctor, hand.At(12))], await Places(hand, ids));
        await Done(hand);
    }

    [Fact]
    public async Task A_finger_carries_all_that_are_selected_and_a_card_that_is_not_goes_alone()
    {
        await using var hand = await BoardHand.Start();
        var ids = await Three(hand);
        var desk = await hand.Desk(browser, faults);
        var finger = await Finger.On(desk);
        await Select(desk, "Иванова", "Быстрова");

        await finger.Carry(BoardHand.Card(desk, "Иванова"), hand.Free(desk, hand.At(14)));
        await Assertions.Expect(BoardHand.Toast(desk, "Перенесены 2 записи")).ToBeVisibleAsync();
        Assert.Equal([(hand.Clinic.Doctor, hand.At(14)), (hand.Clinic.Doctor, hand.At(15)), (hand.Clinic.Doctor, hand.At(12))], await Places(hand, ids));

        await Select(desk, "Иванова", "Быстрова");
        await finger.Carry(BoardHand.Card(desk, "Орлова"), hand.Free(desk, hand.At(13), hand.Other));
        await Assertions.Expect(BoardHand.Card(desk, "Орлова", "Сидоров")).ToBeVisibleAsync();
        Assert.Equal([(hand.Clinic.Doctor, hand.At(14)), (hand.Clinic.Doctor, hand.At(15)), (hand.Other, hand.At(13))], await Places(hand, ids));
        await Done(hand);
    }

    [Fact]
    public async Task Where_one_cannot_go_none_does_and_it_is_told_there_who_and_why_with_a_plan_for_each()
    {
        await using var hand = await BoardHand.Start();
        var ids = await Three(hand);
        await hand.Visit("Громова", hand.At(15), hand.Other);
        var desk = await hand.Desk(browser, faults);
        await Select(desk, "Иванова", "Быстрова");

        var at = await BoardHand.Drag(desk, BoardHand.Card(desk, "Иванова"), hand.Free(desk, hand.At(14), hand.Other));

        var refusal = desk.GetByRole(AriaRole.Dialog, new() { Name = "Записи остались на прежних местах" });
        await Assertions.Expect(refusal).ToContainTextAsync("2 записи → 14:00, Сидоров П. С.");
        await Assertions.Expect(refusal.GetByRole(AriaRole.Listitem)).ToHaveTextAsync("Быстрова М., 11:00: это время уже заняли");
        var box = (await refusal.BoundingBoxAsync())!;
        Assert.InRange(at.X, box.X - 40, box.X + box.Width + 40);
        Assert.InRange(at.Y, box.Y - 40, box.Y + box.Height + 40);
        Assert.Equal([(hand.Clinic.Doctor, hand.At(10)), (hand.Clinic.Doctor, hand.At(11)), (hand.Clinic.Doctor, hand.At(12))], await Places(hand, ids));
        await Assertions.Expect(desk.Locator("[aria-pressed=true]")).ToHaveCountAsync(2);

        await refusal.GetByRole(AriaRole.Button, new() { Name = "Подобрать время каждому…" }).ClickAsync();
        var panel = desk.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(panel.GetByLabel("К врачу")).ToHaveValueAsync(hand.Other.ToString());
        await Assertions.Expect(panel.GetByLabel("На день")).ToHaveValueAsync($"{hand.Day:dd.MM.yyyy}");

        // Escape shuts the calendar and leaves the panel.
        var calendar = desk.Locator(".rz-datepicker-popup-container:visible");
        await panel.Locator(".rz-datepicker-trigger").ClickAsync();
        await Assertions.Expect(calendar).ToBeVisibleAsync();
        await desk.Keyboard.PressAsync("Escape");
        await Assertions.Expect(calendar).ToHaveCountAsync(0);
        await Assertions.Expect(panel.GetByLabel("К врачу")).ToHaveValueAsync(hand.Other.ToString());
        await panel.GetByRole(AriaRole.Button, new() { Name = "Перенести 2 записи" }).ClickAsync();
        await Assertions.Expect(BoardHand.Card(desk, "Быстрова", "Сидоров")).ToBeVisibleAsync();
        await Done(hand);
    }

    [Fact]
    public async Task Where_one_cannot_go_the_others_may_without_it_and_it_stays_selected()
    {
        await using var hand = await BoardHand.Start();
        var ids = await Three(hand);
        await hand.Visit("Громова", hand.At(15));
        var desk = await hand.Desk(browser, faults);
        await Select(desk, "Иванова", "Быстрова");
        await BoardHand.Drag(desk, BoardHand.Card(desk, "Иванова"), hand.Free(desk, hand.At(14)));

        // To the same doctor on the same day there is no plan, but there is this.
        await desk.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Перенести только 1 запись" }).ClickAsync();

        await Assertions.Expect(BoardHand.Toast(desk, "Перенесена 1 запись; на прежнем месте: 1 запись")).ToBeVisibleAsync();
        await Assertions.Expect(desk.GetByText("Выбрана 1 запись")).ToBeVisibleAsync();
        await Assertions.Expect(BoardHand.Card(desk, "Быстрова")).ToHaveAttributeAsync("aria-pressed", "true");
        await Assertions.Expect(desk.Locator("[aria-pressed=true]")).ToHaveCountAsync(1);
        await Assertions.Expect(desk.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        Assert.Equal([(hand.Clinic.Doctor, hand.At(14)), (hand.Clinic.Doctor, hand.At(11)), (hand.Clinic.Doctor, hand.At(12))], await Places(hand, ids));

        await BoardHand.UndoButton(desk).ClickAsync();
        await Assertions.Expect(BoardHand.Toast(desk, "Отменили действие")).ToBeVisibleAsync();
        Assert.Equal([(hand.Clinic.Doctor, hand.At(10)), (hand.Clinic.Doctor, hand.At(11)), (hand.Clinic.Doctor, hand.At(12))], await Places(hand, ids));
        await Done(hand);
    }

    [Fact]
    public async Task Cut_and_paste_take_the_others_along_without_a_mouse()
    {
        await using var hand = await BoardHand.Start();
        var ids = await Three(hand);
        var desk = await hand.Desk(browser, faults);
        await Select(desk, "Иванова", "Орлова");

        await BoardHand.Card(desk, "Иванова").FocusAsync();
        await desk.Keyboard.PressAsync("Control+x");
        await Assertions.Expect(desk.GetByText("Переносим вместе 2 записи")).ToBeVisibleAsync();
        await hand.Free(desk, hand.At(14)).FocusAsync();
        await desk.Keyboard.PressAsync("Control+v");

        await Assertions.Expect(BoardHand.Toast(desk, "Перенесены 2 записи")).ToBeVisibleAsync();
        await Assertions.Expect(BoardHand.Card(desk, "Иванова")).ToBeFocusedAsync();
        Assert.Equal([(hand.Clinic.Doctor, hand.At(14)), (hand.Clinic.Doctor, hand.At(11)), (hand.Clinic.Doctor, hand.At(16))], await Places(hand, ids));
        await Done(hand);
    }

    private static async Task<BookingId[]> Three(BoardHand hand) =>
        [await hand.Visit("Иванова", hand.At(10)), await hand.Visit("Быстрова", hand.At(11)), await hand.Visit("Орлова", hand.At(12))];

    private static async Task Select(IPage desk, params string[] families)
    {
        foreach (var family in families)
        {
            await BoardHand.Card(desk, family).ClickAsync(new() { Modifiers = [KeyboardModifier.Control] });
        }

        await Assertions.Expect(desk.GetByText("Выбраны 2 записи")).ToBeVisibleAsync();
    }

    private static async Task<(DoctorId, DateTime)[]> Places(BoardHand hand, BookingId[] ids)
    {
        var places = new List<(DoctorId, DateTime)>();
        foreach (var id in ids)
        {
            places.Add(await hand.Place(id));
        }

        return [.. places];
    }

    private async Task Done(BoardHand hand)
    {
        await Invariants.Hold(hand.Clinic);
        Assert.Empty(faults);
    }
}
