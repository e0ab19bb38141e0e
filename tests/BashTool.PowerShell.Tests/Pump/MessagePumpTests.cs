using System.Text;
using BashTool.Core.Streams;
using BashTool.PowerShell.Pump;

namespace BashTool.PowerShell.Tests.Pump;

public sealed class MessagePumpTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    // What the cmdlet does, without PowerShell: feed, take, wait.
    private static async Task<string> Pump(MessagePump pump, IEnumerable<string> input, Action<MessagePump> engine)
    {
        Task worker = Task.Run(() =>
        {
            try
            {
                engine(pump);
                pump.Output.Release();
                pump.Error.Release();
                pump.End(0);
            }
            catch (Exception e)
            {
                pump.Output.Release();
                pump.Error.Release();
                pump.End(1, e);
            }
        });
        var taken = new StringBuilder();
        byte[] array = [];
        void Drain()
        {
            int count = pump.Output.Take(ref array);
            taken.Append(Encoding.Latin1.GetString(array, 0, count));
        }

        foreach (string item in input)
        {
            while (!pump.Input!.TryGive(Encoding.Latin1.GetBytes(item)))
            {
                pump.WaitForRoom();
                Drain();
            }
        }

        pump.Input?.Finish();
        while (true)
        {
            bool ended = pump.IsEnded;
            Drain();
            if (ended)
            {
                break;
            }

            pump.Wait();
        }

        await worker.WaitAsync(Long, TestContext.Current.CancellationToken);
        return taken.ToString();
    }

    private static void Copy(MessagePump pump)
    {
        while (true)
        {
            ReadOnlySpan<byte> block = pump.Input!.Peek(default);
            if (block.IsEmpty)
            {
                return;
            }

            pump.Output.Write(block, default);
            pump.Input.Advance(block.Length);
        }
    }

    [Fact]
    public async Task What_is_written_is_taken_whole()
    {
        string text = await Pump(new MessagePump(hasInput: false), [], static pump =>
        {
            for (int i = 0; i < 10_000; i++)
            {
                pump.Output.Write("0123456789"u8, default);
            }
        });
        Assert.Equal(string.Concat(Enumerable.Repeat("0123456789", 10_000)), text);
    }

    [Fact]
    public async Task More_than_both_sides_hold_passes_through_without_a_deadlock()
    {
        string piece = new('x', 1000);
        string text = await Pump(new MessagePump(hasInput: true), Enumerable.Repeat(piece, 2000), Copy);
        Assert.Equal(2_000_000, text.Length);
    }

    [Fact]
    public async Task One_piece_larger_than_the_room_is_taken_whole()
    {
        string piece = new('x', 3 * PumpedInput.Capacity);
        Assert.Equal(2 * piece.Length, (await Pump(new MessagePump(hasInput: true), [piece, piece], Copy)).Length);
    }

    [Fact]
    public async Task One_write_larger_than_the_room_waits_for_the_taker() =>
        Assert.Equal(
            5 * PumpedOutput.Capacity,
            (await Pump(new MessagePump(hasInput: false), [], static pump => pump.Output.Write(new byte[5 * PumpedOutput.Capacity], default))).Length);

    [Fact]
    public async Task Input_that_nobody_reads_any_more_is_dropped()
    {
        string text = await Pump(new MessagePump(hasInput: true), Enumerable.Repeat(new string('x', 1000), 5000), static pump =>
        {
            pump.Input!.Release();
            pump.Output.Write("done"u8, default);
        });
        Assert.Equal("done", text);
    }

    [Fact]
    public void A_reader_sees_what_it_peeked_and_what_came_after()
    {
        var pump = new MessagePump(hasInput: true);
        PumpedInput input = pump.Input!;
        input.TryGive("abc"u8);
        Assert.Equal("abc"u8, input.Peek(default));
        input.Advance(1);
        input.TryGive("def"u8);
        Assert.Equal("bcdef"u8, input.PeekMore(default));
        input.Finish();
        Assert.Equal("bcdef"u8, input.PeekMore(default));
        input.Advance(5);
        Assert.True(input.Peek(default).IsEmpty);
    }

    [Fact]
    public void After_the_stop_a_write_finds_nobody()
    {
        var pump = new MessagePump(hasInput: false);
        pump.Stop();
        Assert.Throws<BrokenPipeException>(() => pump.Output.Write("x"u8, default));
    }

    [Fact]
    public async Task The_stop_frees_a_writer_that_waits()
    {
        var pump = new MessagePump(hasInput: false);
        Task writer = Task.Run(() => pump.Output.Write(new byte[2 * PumpedOutput.Capacity], default));
        Assert.True(SpinWait.SpinUntil(() => pump.Output.IsFull, Long));
        pump.Stop();
        await Assert.ThrowsAsync<BrokenPipeException>(() => writer.WaitAsync(Long));
    }

    [Fact]
    public async Task The_stop_frees_the_caller_that_waits()
    {
        var pump = new MessagePump(hasInput: true);
        Task caller = Task.Run(() => pump.Wait());
        pump.Stop();
        await caller.WaitAsync(Long, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_cancelled_reader_stops_waiting()
    {
        var pump = new MessagePump(hasInput: true);
        using var cancellation = new CancellationTokenSource();
        Task reader = Task.Run(() => pump.Input!.Peek(cancellation.Token).Length);
        cancellation.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reader.WaitAsync(Long));
    }

    [Fact]
    public async Task A_failure_of_the_engine_is_kept()
    {
        var pump = new MessagePump(hasInput: false);
        await Pump(pump, [], static _ => throw new InvalidOperationException("x"));
        Assert.Equal("x", pump.Failure!.Message);
    }

    [Fact]
    public async Task The_end_comes_with_the_last_writer()
    {
        var pump = new MessagePump(hasInput: false);
        pump.Output.AddReference();
        pump.Output.Release();
        pump.Error.Release();
        pump.End(0);
        Assert.False(pump.IsEnded);
        Task caller = Task.Run(() => pump.Wait(), TestContext.Current.CancellationToken);
        pump.Output.Release();
        await caller.WaitAsync(Long, TestContext.Current.CancellationToken);
        Assert.True(pump.IsEnded);
    }
}
