using System.Runtime.InteropServices;
using System.Text;
using BashTool.Core.Files;
using BashTool.Core.Streams;
using BashTool.Core.Text;
using static BashTool.Core.Execution.UnixCalls;

namespace BashTool.Core.Execution;

/// <summary>
/// A program started with posix_spawn(3): descriptors of any number are passed, streams of the shell that are not
/// descriptors of the system are connected through pipes and pumped.
/// </summary>
internal sealed unsafe class UnixProcess : INativeProcess
{
    private const int OpaqueSize = 512;
    private static readonly Lock UmaskGate = new();
    private const short SetGroup = 2;
    private const short SetSignalMask = 8;
    private const short SetSignalDefaults = 4;

    private const int AlwaysFits = 16 * 1024;
    private const int PipeCapacity = 64 * 1024;

    private readonly List<Thread> writers = [];
    private readonly List<(int ReadEnd, OpenFile Source, int Count)> fed = [];
    private readonly List<(int Descriptor, OpenFile Target)> outputs = [];
    private readonly CancellationTokenSource ended = new();
    private readonly List<Thread> pumps = [];
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(300);

    private volatile bool reaped;
    private bool hasGroup;
    private Timer? grace;
    private Exception? pumpFailure;

    public int Id { get; private set; }

    public static UnixProcess Start(NativeProgram program)
    {
        var process = new UnixProcess();
        var childEnds = new List<int>();
        var duplicates = new List<(int High, int Number)>();
        var inputs = new List<(int Descriptor, int ReadEnd, OpenFile Source)>();
        var joined = new Dictionary<OpenFile, int>();
        try
        {
            foreach ((int number, OpenFile file) in program.Descriptors)
            {
                file.SynchronizePosition();
                int source;
                if (file is HostDescriptor own)
                {
                    source = DuplicateHigh(own.Number);
                }
                else if (file.Handle?.HostHandle is { } handle)
                {
                    source = DuplicateHigh((int)handle.DangerousGetHandle());
                }
                else if (OpenDevice(file) is >= 0 and int device)
                {
                    source = DuplicateHigh(device);
                    close(device);
                }
                else if (joined.TryGetValue(file, out int already))
                {
                    // 2>&1: both numbers lead into one pipe, so that the order is kept.
                    source = DuplicateHigh(already);
                }
                else
                {
                    bool isInput = number == 0 || (file.CanRead && !file.CanWrite);
                    (int read, int write) = OpenPipe();
                    source = DuplicateHigh(isInput ? read : write);
                    if (isInput)
                    {
                        // Our own hold on the end the program reads tells afterwards what it left.
                        inputs.Add((write, read, file));
                    }
                    else
                    {
                        close(write);
                        process.outputs.Add((read, file));
                        joined[file] = source;
                    }
                }

                childEnds.Add(source);
                duplicates.Add((source, number));
            }

            process.hasGroup = !ProcessTree.HasTerminal;
            process.Id = Spawn(program, duplicates, process.hasGroup);
        }
        catch
        {
            foreach ((int descriptor, int readEnd, _) in inputs)
            {
                close(descriptor);
                close(readEnd);
            }

            foreach ((int descriptor, _) in process.outputs)
            {
                close(descriptor);
            }

            throw;
        }
        finally
        {
            childEnds.ForEach(static descriptor => close(descriptor));
        }

        foreach ((int descriptor, int readEnd, OpenFile source) in inputs)
        {
            process.Feed(descriptor, readEnd, source);
        }

        return process;
    }

    // A device that the shell plays itself is there for real as well, and the program meets its errors where they happen.
    private static int OpenDevice(OpenFile file)
    {
        const int readWrite = 2;
        int closeOnExec = OperatingSystem.IsLinux() ? 0x80000 : 0x1000000;
        string? path = file is NullFile ? "/dev/null" : file.Handle is not null && file.Path is "/dev/full" or "/dev/zero" or "/dev/urandom" or "/dev/random" ? file.Path : null;
        return path is null ? -1 : open(path, readWrite | closeOnExec, 0);
    }

    public int Wait(CancellationToken cancellation)
    {
        Blocking.Announce();
        using CancellationTokenRegistration registration = cancellation.Register(End);

        // All but the last output get a thread; the last is pumped here.
        for (int i = 0; i < outputs.Count - 1; i++)
        {
            (int descriptor, OpenFile target) = outputs[i];
            var pump = new Thread(() => Drain(descriptor, target, cancellation), 256 * 1024) { IsBackground = true, Name = "native output" };
            pump.Start();
            pumps.Add(pump);
        }

        if (outputs.Count > 0)
        {
            Drain(outputs[^1].Descriptor, outputs[^1].Target, cancellation);
        }

        int status;
        while (waitpid(Id, &status, 0) < 0)
        {
            if (Marshal.GetLastPInvokeError() != EINTR)
            {
                status = 127 << 8;
                break;
            }
        }

        reaped = true;
        if (cancellation.IsCancellationRequested)
        {
            EndGroup();
        }

        pumps.ForEach(static pump => pump.Join());
        ended.Cancel();
        writers.ForEach(static writer => writer.Join());
        fed.ForEach(static input => Settle(input.ReadEnd, input.Source, input.Count));
        cancellation.ThrowIfCancellationRequested();
        if (pumpFailure is FileSystemException failure)
        {
            throw failure;
        }

        int signal = status & 0x7F;
        return signal == 0 ? (status >> 8) & 0xFF : 128 + signal;
    }

    public bool Signal(int number) => !reaped && kill(hasGroup && number != 0 ? -Id : Id, number) == 0;

    private static int Spawn(NativeProgram program, List<(int High, int Number)> duplicates, bool ownGroup)
    {
        byte* actions = stackalloc byte[OpaqueSize];
        byte* attributes = stackalloc byte[OpaqueSize];
        byte* signals = stackalloc byte[128];
        posix_spawn_file_actions_init(actions);
        posix_spawnattr_init(attributes);
        byte** arguments = null;
        byte** environment = null;
        try
        {
            if (program.WorkingDirectory.ToString() is { Length: > 0 } directory)
            {
                posix_spawn_file_actions_addchdir_np(actions, directory);
            }

            for (int number = 0; number <= 2; number++)
            {
                if (!duplicates.Exists(d => d.Number == number))
                {
                    posix_spawn_file_actions_addclose(actions, number);
                }
            }

            foreach ((int high, int number) in duplicates)
            {
                posix_spawn_file_actions_adddup2(actions, high, number);
            }

            // The runtime ignores SIGPIPE, and an ignored signal stays ignored in the program.
            sigemptyset(signals);
            posix_spawnattr_setsigmask(attributes, signals);
            sigaddset(signals, SIGPIPE);
            posix_spawnattr_setsigdefault(attributes, signals);
            short group = ownGroup ? SetGroup : (short)0;
            posix_spawnattr_setflags(attributes, (short)(SetSignalMask | SetSignalDefaults | group));

            arguments = Allocate(program.Arguments);
            environment = Allocate(program.Environment.Select(static v => v.Key + "=" + v.Value).ToList());
            int pid;
            int errno = SpawnWith(program.Umask, &pid, program.Path.ToString(), actions, attributes, arguments, environment);
            if (errno != 0)
            {
                throw new FileSystemException(FileErrors.FromErrno(errno), program.Path.ToString());
            }

            return pid;
        }
        finally
        {
            Free(arguments);
            Free(environment);
            posix_spawn_file_actions_destroy(actions);
            posix_spawnattr_destroy(attributes);
        }
    }

    // The mask is this process's while the program is made, and only then: nobody else starts one meanwhile.
    private static int SpawnWith(int? mask, int* pid, string path, void* actions, void* attributes, byte** arguments, byte** environment)
    {
        if (mask is not { } wanted)
        {
            return posix_spawn(pid, path, actions, attributes, arguments, environment);
        }

        lock (UmaskGate)
        {
            uint before = umask((uint)wanted);
            try
            {
                return posix_spawn(pid, path, actions, attributes, arguments, environment);
            }
            finally
            {
                umask(before);
            }
        }
    }

    private static byte** Allocate(IReadOnlyList<string> strings)
    {
        byte** array = (byte**)NativeMemory.AllocZeroed((nuint)(strings.Count + 1), (nuint)sizeof(byte*));
        for (int i = 0; i < strings.Count; i++)
        {
            byte[] bytes = EscapedUtf8.Encode(strings[i]);
            byte* copy = (byte*)NativeMemory.Alloc((nuint)bytes.Length + 1);
            bytes.CopyTo(new Span<byte>(copy, bytes.Length));
            copy[bytes.Length] = 0;
            array[i] = copy;
        }

        return array;
    }

    private static void Free(byte** array)
    {
        if (array is null)
        {
            return;
        }

        for (byte** at = array; *at is not null; at++)
        {
            NativeMemory.Free(*at);
        }

        NativeMemory.Free(array);
    }

    // What is already there and fits into the pipe is written at once; anything else by a thread.
    private void Feed(int descriptor, int readEnd, OpenFile source)
    {
        SetNonBlocking(descriptor);
        if (source is MemoryInput && source.Buffered.Length <= AlwaysFits)
        {
            int count = source.Buffered.IsEmpty ? 0 : TryWrite(descriptor, source.Buffered);
            if (count == source.Buffered.Length)
            {
                close(descriptor);
                fed.Add((readEnd, source, count));
                return;
            }

            source.Advance(Math.Max(0, count));
        }

        source.AddReference();
        var pump = new Thread(() => FeedAll(descriptor, readEnd, source), 256 * 1024) { IsBackground = true, Name = "native input" };
        writers.Add(pump);
        pump.Start();
    }

    // What the program has not read belongs to whoever reads next: bytes count as consumed when they cannot be in the pipe any more.
    private void FeedAll(int descriptor, int readEnd, OpenFile source)
    {
        int outstanding = 0;
        bool isOpen = true;
        try
        {
            ReadOnlySpan<byte> there = source.Peek(ended.Token);
            while (there.Length > outstanding)
            {
                int count = TryWrite(descriptor, there[outstanding..]);
                if (count < 0)
                {
                    break;
                }

                if (count == 0)
                {
                    WaitWritable(descriptor);
                    continue;
                }

                outstanding += count;
                if (outstanding > PipeCapacity)
                {
                    source.Advance(outstanding - PipeCapacity);
                    outstanding = PipeCapacity;
                    there = source.Peek(ended.Token);
                }

                if (there.Length == outstanding)
                {
                    there = source.PeekMore(ended.Token);
                }
            }

            close(descriptor);
            isOpen = false;
            ended.Token.WaitHandle.WaitOne();
        }
        catch (OperationCanceledException)
        {
            // The program ended before its input did.
        }
        catch (FileSystemException failure)
        {
            pumpFailure = failure;
        }
        finally
        {
            if (isOpen)
            {
                close(descriptor);
            }

            Settle(readEnd, source, outstanding);
            source.Release();
        }
    }

    // The program is gone: what is still in the pipe was never read.
    private static void Settle(int readEnd, OpenFile source, int outstanding)
    {
        const short input = 1;
        byte* room = stackalloc byte[4096];
        int left = 0;
        var waiting = new PollDescriptor { Descriptor = readEnd, Events = input };
        for (nint count; poll(&waiting, 1, 0) > 0 && (waiting.Returned & input) != 0 && (count = read(readEnd, room, 4096)) > 0;)
        {
            left += (int)count;
        }

        close(readEnd);
        source.Advance(Math.Max(0, outstanding - left));
    }

    private void WaitWritable(int descriptor)
    {
        const short output = 4;
        const int slice = 20;
        var waiting = new PollDescriptor { Descriptor = descriptor, Events = output };
        poll(&waiting, 1, slice);
        ended.Token.ThrowIfCancellationRequested();
    }

    private static void SetNonBlocking(int descriptor)
    {
        const int getFlags = 3;
        const int setFlags = 4;
        int nonBlocking = OperatingSystem.IsLinux() ? 0x800 : 4;
        fcntl(descriptor, setFlags, fcntl(descriptor, getFlags, 0) | nonBlocking);
    }

    /// <summary>How much of it a pipe takes now: 0 where it is full, -1 where it takes no more.</summary>
    private static int TryWrite(int descriptor, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* first = bytes)
        {
            nint count = write(descriptor, first, bytes.Length);
            return count >= 0 ? (int)count
                : FileErrors.FromErrno(Marshal.GetLastPInvokeError()) is FileError.EAGAIN or FileError.EINTR ? 0
                : -1;
        }
    }

    private void Drain(int descriptor, OpenFile target, CancellationToken cancellation)
    {
        byte[] block = new byte[64 * 1024];
        try
        {
            while (true)
            {
                nint count;
                fixed (byte* first = block)
                {
                    count = read(descriptor, first, block.Length);
                }

                if (count == 0)
                {
                    return;
                }

                if (count < 0)
                {
                    if (Marshal.GetLastPInvokeError() == EINTR)
                    {
                        continue;
                    }

                    return;
                }

                target.Write(block.AsSpan(0, (int)count), cancellation);
                target.Flush();
            }
        }
        catch (BrokenPipeException)
        {
            // Closing our end gives the program its own SIGPIPE.
        }
        catch (OperationCanceledException)
        {
            End();
        }
        catch (FileSystemException failure)
        {
            pumpFailure = failure;
        }
        finally
        {
            close(descriptor);
        }
    }

    // First asked, then told; its whole group, or where it shares ours with a terminal, all its descendants.
    private void End()
    {
        if (reaped)
        {
            return;
        }

        List<int> descendants = hasGroup ? [] : ProcessTree.DescendantsOf(Id);
        SignalTree(descendants, SIGTERM);
        SignalTree(descendants, SIGCONT);
        grace = new Timer(
            _ =>
            {
                if (!reaped)
                {
                    SignalTree(hasGroup ? [] : ProcessTree.DescendantsOf(Id), SIGKILL);
                }

                SignalTree(descendants, SIGKILL);
            },
            null,
            Grace,
            Timeout.InfiniteTimeSpan);
    }

    private void SignalTree(List<int> descendants, int signal)
    {
        if (!reaped)
        {
            kill(hasGroup ? -Id : Id, signal);
        }

        foreach (int descendant in descendants)
        {
            kill(descendant, signal);
        }
    }

    /// <summary>What the program left behind ends with it when it was ended itself.</summary>
    private void EndGroup()
    {
        if (hasGroup)
        {
            kill(-Id, SIGKILL);
        }
    }
}
