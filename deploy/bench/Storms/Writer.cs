using Clinic.Bench.Clinics;

namespace Clinic.Bench.Storms;

/// <summary>One of many clients that want the same few times; asks now one server, now the other, and keeps the ledger.</summary>
internal sealed class Writer(HttpClient http, Func<string> server, Ledger ledger, string[] slots, int patients, Random random)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public async Task Act()
    {
        if (random.Next(4) == 0 && ledger.Doubtful.TryDequeue(out var wish))
        {
            await Ask(wish);
            return;
        }

        await (random.Next(100) switch
        {
            < 18 => Hold(),
            < 24 => Extend(),
            < 42 => Ask(new(Guid.NewGuid().ToString(), Slot(), null, random.Next(patients))),
            < 58 => BookHold(),
            < 63 => Repeat(),
            < 65 => Twins(),
            < 79 => Move(),
            < 94 => Cancel(),
            _ => Release(),
        });
    }

    /// <summary>Asks until there is an answer.</summary>
    public async Task Settle(Wish wish)
    {
        for (var attempt = 0; !await Ask(wish, keep: false); attempt++)
        {
            if (attempt == 100)
            {
                ledger.Broken.Enqueue($"key {wish.Key}: never answered");
                return;
            }

            await Task.Delay(100);
        }
    }

    private async Task<bool> Ask(Wish wish, bool keep = true)
    {
        var reply = await Post(wish);
        Told(wish.Hold is null ? "book" : "book hold", reply);
        if (reply.Done)
        {
            ledger.Bookings.Add(new(wish, reply.Text("id"), reply.Text("token"), reply.Slot));
        }
        else if (reply.Unknown && keep)
        {
            ledger.Doubtful.Enqueue(wish);
        }

        return !reply.Unknown;
    }

    private Task<Reply> Post(Wish wish) => Send(
        HttpMethod.Post,
        "bookings",
        new
        {
            slot = wish.Slot,
            hold = wish.Hold,
            patient = new { name = new { family = "Бурина", given = "Вера" }, birthDate = "1980-01-31", phone = $"+7900000{wish.Patient:0000}" },
            consent = new { version = Furniture.Consent },
        },
        wish.Key);

    private async Task Hold()
    {
        var reply = await Send(HttpMethod.Post, "holds", new { slot = Slot() });
        Told("hold", reply);
        if (reply.Done)
        {
            ledger.Holds.Add(new(reply.Text("id"), reply.Slot, reply.Body.GetProperty("expiresAt").GetDateTimeOffset()));
        }
    }

    private async Task Extend()
    {
        if (ledger.Holds.TryTake(out var hold))
        {
            var reply = await Send(HttpMethod.Post, $"holds/{hold.Id}/extend");
            Told("extend", reply);
            ledger.Holds.Add(reply.Done ? hold with { Expires = reply.Body.GetProperty("expiresAt").GetDateTimeOffset() } : hold with { Doubtful = hold.Doubtful || reply.Unknown });
        }
    }

    private Task BookHold() => ledger.Holds.TryTake(out var hold) ? Ask(new(Guid.NewGuid().ToString(), null, hold.Id, random.Next(patients))) : Hold();

    private async Task Release()
    {
        if (ledger.Holds.TryTake(out var hold))
        {
            Told("release", await Send(HttpMethod.Delete, $"holds/{hold.Id}"));
        }
    }

    /// <summary>Two at once under one key, at two servers.</summary>
    private async Task Twins()
    {
        var wish = new Wish(Guid.NewGuid().ToString(), Slot(), null, random.Next(patients));
        var replies = await Task.WhenAll(Post(wish), Post(wish));
        var done = replies.Where(r => r.Done).ToList();
        Told("twins", replies[0]);
        if (done.Select(r => r.Text("id")).Distinct().Count() > 1)
        {
            ledger.Broken.Enqueue($"key {wish.Key}: two bookings");
        }
        else if (done.Count == 1 && replies.Any(r => r.Refused))
        {
            ledger.Count($"twins: one booked, one told {replies.First(r => r.Refused).Code}");
        }

        if (done.Count > 0)
        {
            ledger.Bookings.Add(new(wish, done[0].Text("id"), done[0].Text("token"), done[0].Slot));
        }
        else if (replies.Any(r => r.Unknown))
        {
            ledger.Doubtful.Enqueue(wish);
        }
    }

    /// <summary>A key that was answered before is answered alike.</summary>
    private async Task Repeat()
    {
        if (!ledger.Bookings.TryTake(out var known))
        {
            return;
        }

        var reply = await Post(known.Wish);
        Told("repeat", reply);
        if (reply.Done ? reply.Text("id") != known.Id : reply.Refused)
        {
            ledger.Broken.Enqueue($"booking {known.Id}: its key was answered with {(reply.Done ? reply.Text("id") : reply.Code)}");
        }

        ledger.Bookings.Add(known);
    }

    private async Task Move()
    {
        if (!ledger.Bookings.TryTake(out var known))
        {
            return;
        }

        var to = Slot();
        var reply = await Send(HttpMethod.Post, $"bookings/{known.Token}/move", new { slot = to });
        Told("move", reply);
        if (reply.Done)
        {
            known.Is(new(false, to));
        }
        else if (reply.Unknown)
        {
            known.MayBe(new(false, to));
        }

        After(known, reply);
    }

    private async Task Cancel()
    {
        if (!ledger.Bookings.TryTake(out var known))
        {
            return;
        }

        var reply = await Send(HttpMethod.Post, $"bookings/{known.Token}/cancel");
        Told("cancel", reply);
        if (reply.Done)
        {
            known.Is(new(true, reply.Slot));
        }
        else if (reply.Unknown)
        {
            foreach (var standing in known.May.ToList())
            {
                known.MayBe(standing with { Cancelled = true });
            }
        }

        After(known, reply);
    }

    private void After(Known known, Reply reply)
    {
        if (reply.Refused && reply.Code == "already-cancelled")
        {
            if (!known.May.Any(s => s.Cancelled))
            {
                ledger.Broken.Enqueue($"booking {known.Id}: cancelled, but nobody did");
            }

            known.IsCancelled();
        }
        else if (reply.Refused && reply.Code is "not-found" or "404")
        {
            ledger.Broken.Enqueue($"booking {known.Id}: lost");
        }

        (known.Cancelled ? ledger.Finished : ledger.Bookings).Add(known);
    }

    private async Task<Reply> Send(HttpMethod method, string path, object? body = null, string? key = null)
    {
        var reply = await Reply.Ask(http, method, $"{server()}/api/v1/{path}", body, key);
        if (reply.Unknown)
        {
            // A server that is gone refuses at once.
            await Task.Delay(Pause);
        }

        return reply;
    }

    private void Told(string what, Reply reply) => ledger.Count(reply.Done ? what : reply.Refused ? $"{what}: {reply.Code}" : $"{what}: no answer ({reply.Status})");

    private string Slot() => slots[random.Next(slots.Length)];
}
