using BashTool.Core.Streams;

namespace BashTool.Core.Tests.Streams;

public sealed class HostStreamTests
{
    [Fact]
    public void A_stream_that_nobody_can_ask_is_taken_for_readable()
        => Assert.True(new HostStream(new MemoryStream([1]), canRead: true).WaitReadable(TimeSpan.Zero, CancellationToken.None));

    [Fact]
    public void Waiting_ends_when_there_is_something_to_read()
    {
        int asked = 0;
        var stream = new HostStream(new MemoryStream([1]), canRead: true, isReadable: () => ++asked > 3);
        Assert.False(stream.WaitReadable(TimeSpan.Zero, CancellationToken.None));
        Assert.True(stream.WaitReadable(TimeSpan.FromMinutes(1), CancellationToken.None));
        Assert.Equal(4, asked);
    }

    [Fact]
    public void What_was_read_ahead_is_readable()
    {
        var stream = new HostStream(new MemoryStream([1, 2]), canRead: true, isReadable: static () => false);
        Assert.False(stream.IsReadable);
        stream.Peek(CancellationToken.None);
        stream.Advance(1);
        Assert.True(stream.IsReadable);
    }

    [Fact]
    public void A_reader_that_waits_is_woken_by_its_token()
    {
        using var cancelled = new CancellationTokenSource(1);
        var stream = new HostStream(new MemoryStream([1]), canRead: true, isReadable: static () => false);
        Assert.ThrowsAny<OperationCanceledException>(() => stream.Peek(cancelled.Token).Length);
        Assert.ThrowsAny<OperationCanceledException>(() => stream.WaitReadable(TimeSpan.FromMinutes(1), cancelled.Token));
    }
}
