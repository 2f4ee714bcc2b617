using System.Collections.Concurrent;
using Ppl.Distributions;
using Ppl.Testing;
using static Ppl.Primitives;

namespace Ppl.Core.Tests;

/// <summary>An effect on a worker thread of a handled region, which no handler would see.</summary>
public sealed class WorkerThreadTests
{
    private static readonly Distribution Unit = new Normal(0, 1);

    [Test]
    public void An_effect_in_a_task_that_a_handled_region_started_is_PPL014()
    {
        using Scope scope = new Witness().Enter();
        Assert.That(() => Wait(Task.Run(() => Sample("x", Unit))), Raises.Code("PPL014").With.Message.Contains("sample site \"x\""));
        Assert.That(() => Wait(Task.Run(() => Param("p", 0.0))), Raises.Code("PPL014").With.Message.Contains("parameter \"p\""));
        Assert.That(() => Wait(Task.Run(() => Plate("rows", 2))), Raises.Code("PPL014").With.Message.Contains("plate \"rows\""));
    }

    [Test]
    public void An_effect_on_a_thread_of_ones_own_is_PPL014()
    {
        using Scope scope = new Witness().Enter();
        Exception? caught = null;
        var thread = new Thread(() => caught = Caught(() => Sample("x", Unit)));
        thread.Start();
        thread.Join();
        Assert.That((caught as PplException)?.Code, Is.EqualTo("PPL014"));
    }

    [Test]
    public void An_effect_on_a_worker_of_a_parallel_loop_is_PPL014_and_on_the_programs_own_thread_is_handled()
    {
        var witness = new Witness();
        int own = Environment.CurrentManagedThreadId;
        ConcurrentBag<Exception?> elsewhere = [], here = [];
        using (witness.Enter())
        {
            Parallel.For(0, 200, i =>
            {
                Exception? caught = Caught(() => Sample($"x_{i}", Unit));
                (Environment.CurrentManagedThreadId == own ? here : elsewhere).Add(caught);
                Thread.Sleep(1);
            });
        }
        Assert.That(elsewhere, Is.Not.Empty);
        Assert.That(elsewhere.Select(error => (error as PplException)?.Code), Has.All.EqualTo("PPL014"));
        Assert.That(here, Has.All.Null);
        Assert.That(witness.Sites, Has.Count.EqualTo(here.Count));
    }

    [Test]
    public void A_plate_alone_is_a_handled_region()
    {
        using Plate plate = Plate("rows", 2);
        Assert.That(() => Wait(Task.Run(() => Sample("x", Unit))), Raises.Code("PPL014"));
    }

    [Test]
    public void Handlers_entered_on_the_worker_see_its_effects()
    {
        using Scope scope = new Witness().Enter();
        Witness witness = Wait(Task.Run(() => Witness.Of(() => Sample("x", Unit))));
        Assert.That(witness.Sites.Keys, Is.EqualTo(new[] { "x" }));
        Assert.That(() => Wait(Task.Run(() => Sample("y", Unit))), Raises.Code("PPL014"));
    }

    [Test]
    public void Once_the_region_is_closed_its_workers_are_plain_functions_again()
    {
        using var closed = new ManualResetEventSlim();
        Task<Tensor> task;
        using (new Witness().Enter())
        {
            task = Task.Run(() =>
            {
                closed.Wait();
                return Sample("x", Unit);
            });
        }
        closed.Set();
        Assert.That(Wait(task).shape, Is.Empty);
    }

    [Test]
    public void Outside_handlers_any_thread_may_perform_effects() =>
        Assert.That(Wait(Task.Run(() => Sample("x", Unit))).shape, Is.Empty);

    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();

    private static Exception? Caught(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (Exception error)
        {
            return error;
        }
    }
}
