using Clinic.Tests.Hosting;
using Microsoft.Playwright;
using Xunit;

namespace Clinic.Tests.Bookings;

/// <summary>Taking back on the board what cannot be taken back any more, in a real browser.</summary>
public sealed class BoardUndoTests(Browser browser)
{
    private readonly List<string> faults = [];

    [Fact]
    public async Task A_place_that_was_taken_meanwhile_is_told_with_the_reason_and_another_time_takes_the_visit()
    {
        await using var hand = await BoardHand.Start();
        var id = await hand.Visit("Иванова", hand.At(10));
        var desk = await hand.Desk(browser, faults);
        await BoardHand.Drag(desk, BoardHand.Card(desk, "Иванова"), hand.Free(desk, hand.At(12), hand.Other));
        await Assertions.Expect(BoardHand.Card(desk, "Иванова", "Сидоров")).ToBeVisibleAsync();
        await hand.Visit("Громова", hand.At(10));

        await desk.Keyboard.PressAsync("Control+z");

        var refusal = Refusal(desk);
        await Assertions.Expect(refusal).ToContainTextAsync("Иванова М.: перенесено на 12:00, Сидоров П. С.");
        await Assertions.Expect(refusal).ToContainTextAsync("Это время уже заняли");
        Assert.Equal((hand.Other, hand.At(12)), await hand.Place(id));

        var other = refusal.Locator(".times").GetByRole(AriaRole.Button).First;
        await Assertions.Expect(other).ToContainTextAsync("Петров П. С.");
        await other.ClickAsync();
        await Assertions.Expect(refusal).ToHaveCountAsync(0);
        await Assertions.Expect(BoardHand.Card(desk, "Иванова", "Петров")).ToBeFocusedAsync();
        await Done(hand);
    }

    [Fact]
    public async Task A_cancelled_visit_whose_place_is_gone_is_booked_anew_at_another_time()
    {
        await using var hand = await BoardHand.Start();
        await hand.Visit("Иванова", hand.At(10));
        var desk = await hand.Desk(browser, faults);
        await BoardHand.Card(desk, "Иванова").ClickAsync(new() { Modifiers = [KeyboardModifier.Control] });
        await desk.GetByRole(AriaRole.Button, new() { Name = "Отменить записи…" }).ClickAsync();
        await desk.GetByRole(AriaRole.Button, new() { Name = "Клиника" }).ClickAsync();
        await Assertions.Expect(BoardHand.Card(desk, "Иванова")).ToHaveCountAsync(0);
        await hand.Visit("Громова", hand.At(10));

        await BoardHand.UndoButton(desk).ClickAsync();
        await Refusal(desk).Locator(".times").GetByRole(AriaRole.Button).First.ClickAsync();

        var panel = desk.Locator("aside.board-panel");
        await Assertions.Expect(panel.GetByLabel("Фамилия")).ToHaveValueAsync("Иванова");
        await Assertions.Expect(panel.GetByLabel("Время")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex($"^{hand.Clinic.Doctor}-{hand.Clinic.VisitType}-"));
        await Assertions.Expect(Refusal(desk)).ToHaveCountAsync(0);
        await Done(hand);
    }

    [Fact]
    public async Task Of_several_that_were_moved_together_it_is_told_who_is_in_the_way()
    {
        await using var hand = await BoardHand.Start();
        var (first, second) = (await hand.Visit("Иванова", hand.At(10)), await hand.Visit("Быстрова", hand.At(11)));
        var desk = await hand.Desk(browser, faults);
        foreach (var family in new[] { "Иванова", "Быстрова" })
        {
            await BoardHand.Card(desk, family).ClickAsync(new() { Modifiers = [KeyboardModifier.Control] });
        }

        await Assertions.Expect(desk.GetByText("Выбраны 2 записи")).ToBeVisibleAsync();
        await BoardHand.Drag(desk, BoardHand.Card(desk, "Иванова"), hand.Free(desk, hand.At(14), hand.Other));
        await Assertions.Expect(BoardHand.Toast(desk, "Перенесены 2 записи")).ToBeVisibleAsync();
        await hand.Visit("Громова", hand.At(11));

        await desk.Keyboard.PressAsync("Control+z");

        await Assertions.Expect(Refusal(desk)).ToContainTextAsync("Перенесены 2 записи");
        await Assertions.Expect(Refusal(desk).GetByRole(AriaRole.Listitem)).ToHaveTextAsync("Быстрова М., 15:00: это время уже заняли");
        Assert.Equal([(hand.Other, hand.At(14)), (hand.Other, hand.At(15))], [await hand.Place(first), await hand.Place(second)]);
        await desk.Keyboard.PressAsync("Escape");
        await Assertions.Expect(Refusal(desk)).ToHaveCountAsync(0);
        await Done(hand);
    }

    private static ILocator Refusal(IPage desk) => desk.GetByRole(AriaRole.Dialog, new() { Name = "Вернуть не получилось" });

    private async Task Done(BoardHand hand)
    {
        await Invariants.Hold(hand.Clinic);
        Assert.Empty(faults);
    }
}
